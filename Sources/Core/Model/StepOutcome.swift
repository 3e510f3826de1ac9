/// The one state in which every step ends.
package enum StepOutcome: Sendable, Hashable {
    /// Exited with 0; `tries` above 1 means that earlier tries failed (flaky).
    case passed(tries: Int)
    /// Exited with a code that stands for findings: the gates that judge its reports decide.
    case found(code: Int32, tries: Int)
    case failed(Failure, tries: Int)
    /// Never started, and that is as configured: a condition that does not hold, or stages before it that failed.
    case skipped(reason: String)
    /// Stopped or never started because of something else, which the reason names.
    case cancelled(reason: String)

    /// Why a step did not pass.
    package enum Failure: Sendable, Hashable {
        case exit(code: Int32)
        case signal(Int32)
        case timeout(Duration)
        /// The command could not be started, or Assay could not keep its output: no fault of the tests.
        case infrastructure(String)
        /// A built-in step's gates did not pass.
        case gates(Verdict)
    }

    /// Why a step is skipped that nobody chose to run.
    package static let notSelected = "not selected (--only)"

    /// Why a step is skipped that the change does not need.
    package static func notSelected(because reason: String) -> String { "\(unselected) (\(reason))" }

    private static let unselected = "not selected"

    /// Whether nobody chose to run the step, so that nothing of it is missing.
    package var isUnselected: Bool {
        if case .skipped(let reason) = self { reason.hasPrefix(Self.unselected) } else { false }
    }

    package var passed: Bool { if case .passed = self { true } else { false } }

    package var hasFailed: Bool { if case .failed = self { true } else { false } }
}

/// How one try of a step ended.
package enum AttemptOutcome: Sendable, Hashable {
    case passed
    /// Did its work and found something, as `exit_codes.findings` of its step says of the code.
    case found(code: Int32)
    case failed(StepOutcome.Failure)
    case cancelled(reason: String)

    package var hasFailed: Bool { if case .failed = self { true } else { false } }
}

/// One try of a step, as recorded.
package struct AttemptRecord: Sendable, Hashable {
    /// 1 for the first try.
    package var number: Int
    package var outcome: AttemptOutcome
    /// Seconds since 1970.
    package var started: Double
    package var seconds: Double
    /// CPU seconds of the process and of its awaited children.
    package var cpuSeconds: Double?
    /// The most memory that the process, or one of its awaited children, had at once.
    package var peakMemoryBytes: Double?
    /// The parts of `cpuSeconds` in the program and in the kernel.
    package var userSeconds: Double?
    package var systemSeconds: Double?
    /// Who has measured it; nil for the kernel's account of processes that were waited for.
    package var measured: String?
    /// What separated it from other work; nil for a process as any other.
    package var isolation: String?
    /// Why it was separated less than was asked for; nil where it was not.
    package var weakened: String?
    /// Captured output, relative to the run's folder; nil for a built-in step.
    package var log: String?
    /// Processes that outlived the step and had to be killed.
    package var leaked: Int
    /// Its reports and artifacts, as it left them.
    package var kept: [KeptCopy] = []
    /// The last lines of the output, cleaned, of a try that did not pass; the log has all of it.
    package var output: [String]
    /// What sort of failure it was; nil for a try that passed.
    package var category: FailureCategory?
    /// Which part of the step's tests it ran; nil where they are one piece.
    package var part: String?
    /// What of its tests it ran, in words; nil for all.
    package var selection: String?

    package init(
        number: Int,
        outcome: AttemptOutcome,
        started: Double,
        seconds: Double,
        cpuSeconds: Double? = nil,
        peakMemoryBytes: Double? = nil,
        log: String? = nil,
        leaked: Int = 0,
        output: [String] = []
    ) {
        self.number = number
        self.outcome = outcome
        self.started = started
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.peakMemoryBytes = peakMemoryBytes
        self.log = log
        self.leaked = leaked
        self.output = output
    }
}

/// A step of a run with its tries and its end.
package struct StepRecord: Sendable, Hashable {
    package var name: String
    package var stage: String
    package var kind: Kind
    package var component: String?
    package var allowFailure: Bool
    package var outcome: StepOutcome
    package var attempts: [AttemptRecord]
    /// Why the machine is less than what the step's environment asks for; nil where it is enough.
    package var underProvisioned: String?
    /// The condition that does not hold, where that is why the step did not run.
    package var condition: String?
    /// What it means that it, or a test of its reports, passed only at a later try.
    package var flakyResult = FlakyResult.pass
    /// Where its result was taken from; nil where it ran.
    package var cached: CacheOrigin?
    /// Whether the pipeline runs other steps before it, so that it may fail when it runs alone.
    package var hasNeeds: Bool
    /// What sort of failure it was, or `flaky`; nil for a step that simply passed.
    package var category: FailureCategory?
    /// What it is a part of, while a run is under way.
    package var part: Part?
    /// The parts that its tests were cut into; empty where they are one piece.
    package var parts: [PartRecord] = []

    package init(
        name: String,
        stage: String,
        kind: Kind,
        component: String? = nil,
        allowFailure: Bool = false,
        outcome: StepOutcome,
        attempts: [AttemptRecord] = [],
        underProvisioned: String? = nil,
        condition: String? = nil,
        hasNeeds: Bool = false
    ) {
        self.name = name
        self.stage = stage
        self.kind = kind
        self.component = component
        self.allowFailure = allowFailure
        self.outcome = outcome
        self.attempts = attempts
        self.underProvisioned = underProvisioned
        self.condition = condition
        self.hasNeeds = hasNeeds
    }

    /// The command that runs the step again, with what it needs.
    package var rerun: String { Self.rerun([self]) }

    /// The command that runs several steps again.
    package static func rerun(_ steps: [StepRecord]) -> String {
        let needs = steps.contains(where: \.hasNeeds) ? " --with-needs" : ""
        return "assay run --only \(steps.map { quoted($0.name) }.joined(separator: " "))\(needs)"
    }

    /// As a shell takes it for one word.
    private static func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "_-./:=@%+".utf8.contains(byte)
        }
        return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }

    /// Seconds that its result was old when it was taken from the cache; nil where it ran.
    package var cachedAge: Double? {
        guard let cached, let started = attempts.first?.started else { return nil }
        return max(0, started - cached.stored)
    }

    /// Seconds from the first start to the last end.
    package var seconds: Double {
        guard let first = attempts.map(\.started).min() else { return 0 }
        return max(0, (attempts.map { $0.started + $0.seconds }.max() ?? first) - first)
    }
}
