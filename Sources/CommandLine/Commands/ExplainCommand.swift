import ArgumentParser
import Caching
import Core
import Criteria
import Engine
import Execution
import Scanning
import Storage

/// `assay explain`: why a step ran or did not, and what a run would do with it now.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a step ran or did not, or why a change needs a test or does not."
    )

    @Argument(help: "The step, or a test as its step lists it.")
    var step: String

    @OptionGroup var options: RunOptions

    @Option(name: .customLong("run"), help: "The run that is asked about (default: the latest).")
    var id: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        let context = options.context(root: folder.root, id: "explain", started: SystemClock().wallTime())
        let plan = try options.plan(folder, context)
        guard let planned = plan.steps.first(where: { $0.name == step }) else {
            if try explainTest(folder, context) { return }
            let meant = Resemblance.nearest(to: step, among: plan.steps.map(\.name))
            throw CommandFailure(
                .usage,
                "no stage has a step \"\(step)\"" + (meant.map { "; did you mean \"\($0)\"?" } ?? "")
            )
        }
        var explanation = StepExplanation(planned)
        if let earlier = try stored(root: folder.root) { explanation.read(earlier) }
        let cache = CacheSource(root: folder.root, project: folder.project).cache(plan, context, base: nil)
        if planned.caches, let cache { explanation.now = await cache.find(planned) }
        switch output {
        case .text: for line in explanation.lines { Console.out(line) }
        case .json: Console.out(explanation.json.text(.pretty))
        }
    }

    /// Says of a test why the change needs it, or does not; false where there is none of that name.
    private func explainTest(_ folder: ProjectFolder, _ context: RunContext) throws -> Bool {
        var asked = options
        asked.select = true
        guard let selection = try asked.planned(folder, context).selection else { return false }
        let found = TestExplanation.find(step, in: selection).map { TestExplanation(selection: selection, index: $0) }
        switch output {
        case .text: for line in found.map(\.lines).joined(separator: [""]) { Console.out(line) }
        case .json where found.count == 1: Console.out(found[0].json.text(.pretty))
        case .json: if !found.isEmpty { Console.out(JSON(found.map(\.json)).text(.pretty)) }
        }
        return !found.isEmpty
    }

    /// The run in question; nil where there has been none and none was named.
    private func stored(root: String) throws -> StoredRun? {
        if let id { return try StoredRun.named(id, root: root) }
        return try? StoredRun.named("latest", root: root)
    }
}

/// What is known of a step and its result.
struct StepExplanation {
    let planned: PlannedStep
    /// The run that is told of; nil where there was none.
    private var run: String?
    private var outcome: StepOutcome?
    private var notes: [CacheNote] = []
    /// What the cache says now; nil where it is not asked.
    var now: CacheAnswer?

    init(_ planned: PlannedStep) { self.planned = planned }

    /// Takes what a run's events tell of the step.
    mutating func read(_ stored: StoredRun) {
        run = stored.folder.id
        for recorded in (try? EventLogReader.read(stored.folder))?.entries ?? [] {
            switch recorded.event {
            case .cache(let step, let note) where step == planned.name: notes.append(note)
            case .stepEnded(let record) where record.name == planned.name: outcome = record.outcome
            default: break
            }
        }
    }

    var lines: [String] {
        var lines = ["\(planned.name)  (\(planned.step.kind.rawValue), stage \(planned.stage))"]
        if let run {
            lines.append("in run \(run)")
            lines += past.map { "  \($0)" }
        } else {
            lines.append("no run yet")
        }
        lines.append("in a run now")
        lines += present.map { "  \($0)" }
        lines += planned.why.map { "  \($0)" }
        return lines
    }

    private var past: [String] {
        var lines: [String] = []
        for note in notes {
            switch note {
            case .hit(let origin): lines.append("CACHED: the result of run \(origin.run), key \(origin.key.prefix(12))")
            case .missed(let reasons):
                lines += ["ran, as its result could not be taken from the cache:"] + listed(reasons)
            case .stored(let key): lines.append("its result was kept, key \(key.prefix(12))")
            case .notStored(let reason): lines.append("its result was not kept: \(reason)")
            }
        }
        switch outcome {
        case nil: lines.append("it did not come to its end, or was no part of it")
        case .skipped(let reason): lines.append("skipped: \(reason)")
        case .cancelled(let reason): lines.append("cancelled: \(reason)")
        case .failed(let failure, _): lines.append("failed: \(failure.words)")
        case .passed, .found: if notes.isEmpty { lines.append("ran, as it does in every run: it has no `cache: true`") }
        }
        return lines
    }

    private var present: [String] {
        switch now {
        case nil:
            if planned.skipReason != nil { return [] }
            return planned.step.cache
                ? ["runs: no cache is in use"] : ["runs, as in every run: it has no `cache: true`"]
        case .found(let origin):
            return ["is CACHED: the result of run \(origin.run), key \(origin.key.prefix(12))"]
        case .missing(let reasons): return ["runs, as its result cannot be taken from the cache:"] + listed(reasons)
        }
    }

    private func listed(_ reasons: [String]) -> [String] {
        let shown = reasons.prefix(40).map { "    \($0)" }
        return reasons.count > 40 ? shown + ["    … and \(reasons.count - 40) more"] : shown
    }

    var json: JSON {
        var json: JSON = [
            "step": JSON(planned.name), "stage": JSON(planned.stage), "caches": JSON(planned.caches),
            "why": .array(planned.why.map { JSON($0) }), "run": JSON(run), "past": .array(past.map { JSON($0) }),
        ]
        switch now {
        case nil: json["now"] = ["state": "runs", "reasons": []]
        case .found(let origin):
            json["now"] = [
                "state": "cached", "run": JSON(origin.run), "stored": JSON(origin.stored), "key": JSON(origin.key),
            ]
        case .missing(let reasons): json["now"] = ["state": "runs", "reasons": .array(reasons.map { JSON($0) })]
        }
        return json
    }
}
