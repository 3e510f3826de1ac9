/// What was seen of a try that did not pass, besides how its process ended.
package struct TryFindings: Sendable, Hashable {
    /// The tests that its reports say failed, the first ones of very many.
    package var failed: [TestCase]
    /// All tests of its reports, where they were asked for; the first ones of very many.
    package var tests: [TestCase] = []
    /// How many those are.
    package var failures: Int
    /// The end of its output.
    package var output: String
    /// Whether the system has killed a process for want of memory meanwhile.
    package var killedForMemory: Bool

    /// More failures than these are not run again one by one.
    package static let caseLimit = 1000
    /// More tests than these are not looked at one by one.
    package static let testLimit = 100_000

    package init(failed: [TestCase] = [], failures: Int = 0, output: String = "", killedForMemory: Bool = false) {
        self.failed = failed
        self.failures = failures
        self.output = output
        self.killedForMemory = killedForMemory
    }
}

extension FailureCategory {
    /// What sort of failure a try had; nil where it had none.
    ///
    /// What the tool itself reported comes first, then what its exit says by convention, then what it printed last.
    package init?(of outcome: AttemptOutcome, _ findings: TryFindings) {
        switch outcome {
        case .passed, .found: return nil
        case .cancelled: self = .cancelled
        case .failed(let failure): self.init(failure, findings)
        }
    }

    private init(_ failure: StepOutcome.Failure, _ findings: TryFindings) {
        switch failure {
        case .timeout: self = .timeout
        case .gates: self = .gate
        case .infrastructure(let reason): self = Self.infrastructure(reason)
        case .signal(let number):
            let isMemory = number == 9 && findings.killedForMemory
            self = isMemory ? .outOfMemory : Self.printed(findings.output, in: Self.memoryWords) ? .outOfMemory : .crash
        case .exit(let code):
            if findings.failures > 0 {
                self = .testFailure
            } else if let category = Self.byCode(code, findings) ?? Self.byOutput(findings.output) {
                self = category
            } else {
                self = [132, 133, 134, 135, 136, 139].contains(code) ? .crash : .command
            }
        }
    }

    private static func infrastructure(_ reason: String) -> FailureCategory {
        if printed(reason, in: diskWords) { return .diskFull }
        return printed(
            reason,
            in: ["not found in any folder of PATH", ": no such file", "its interpreter", "the interpreter"]
        )
            ? .missingTool : .infrastructure
    }

    /// Codes of shells, of `timeout`, and of sysexits.h.
    private static func byCode(_ code: Int32, _ findings: TryFindings) -> FailureCategory? {
        switch code {
        case 127: .missingTool
        case 137 where findings.killedForMemory: .outOfMemory
        case 124: .timeout
        case 64, 78: .configuration
        case 69: .serviceUnhealthy
        default: nil
        }
    }

    private static func byOutput(_ output: String) -> FailureCategory? {
        guard !output.isEmpty else { return nil }
        if printed(output, in: memoryWords) { return .outOfMemory }
        if printed(output, in: diskWords) { return .diskFull }
        if printed(output, in: ["command not found", ": not found\n", "executable file not found"]) {
            return .missingTool
        }
        if printed(output, in: refusedWords) { return isLocal(output) ? .serviceUnhealthy : .network }
        if printed(output, in: servicesWords) { return .serviceUnhealthy }
        if printed(output, in: networkWords) { return .network }
        return printed(output, in: usageWords) ? .configuration : nil
    }

    private static let memoryWords = [
        "JavaScript heap out of memory", "java.lang.OutOfMemoryError", "MemoryError", "Cannot allocate memory",
        "std::bad_alloc", "fatal error: out of memory", "memory allocation of",
    ]
    private static let diskWords = [
        "No space left on device", "no space left on device", "ENOSPC", "Disk quota exceeded",
    ]
    private static let refusedWords = ["ECONNREFUSED", "Connection refused", "connection refused"]
    private static let servicesWords = [
        "could not connect to server", "the database system is starting up", "Is the server running",
        "Cannot connect to the Docker daemon",
    ]
    private static let networkWords = [
        "ENOTFOUND", "EAI_AGAIN", "Temporary failure in name resolution", "Could not resolve host",
        "Name or service not known", "Network is unreachable", "ENETUNREACH", "ETIMEDOUT", "Connection timed out",
        "ECONNRESET", "Connection reset by peer", "TLS handshake timeout", "no route to host", "No route to host",
    ]
    private static let usageWords = [
        "unrecognized arguments", "unrecognized option", "unknown option", "unknown flag", "invalid option --",
        "unexpected argument '", "Error: Invalid configuration", "ERROR: usage:", "\nusage: ",
    ]

    private static func isLocal(_ output: String) -> Bool {
        printed(output, in: ["127.0.0.1", "localhost", "::1"])
    }

    private static func printed(_ output: String, in words: [String]) -> Bool { words.contains { output.contains($0) } }
}

extension Retries {
    /// Whether a failure is one after which another try is asked for.
    package func covers(_ failure: StepOutcome.Failure, _ category: FailureCategory?, _ findings: TryFindings) -> Bool {
        guard let when else {
            // A command that cannot be started, and output that cannot be kept, will not get better by trying again.
            switch failure {
            case .exit, .signal, .timeout: return true
            case .infrastructure, .gates: return false
            }
        }
        return when.contains { occasion in
            switch occasion {
            case .category(let wanted): category == wanted
            case .place: category?.isOfThePlace ?? false
            case .exit(let code): failure == .exit(code: code)
            case .pattern(let text): findings.output.contains(text)
            }
        }
    }
}
