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
        let meant = Self.meant(step, plan)
        guard !meant.isEmpty else {
            if try explainTest(folder, context) { return }
            let names = plan.steps.flatMap { [$0.name, $0.step.origin] }
            let near = Resemblance.nearest(to: step, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
            throw CommandFailure(.usage, "no stage has a step, and no step a test, \"\(step)\"\(near)")
        }
        let earlier = try stored(root: folder.root)
        let cache = CacheSource(root: folder.root, project: folder.project).cache(plan, context, base: nil)
        var explanations: [StepExplanation] = []
        for planned in meant {
            var explanation = StepExplanation(planned)
            if let earlier { explanation.read(earlier) }
            if planned.caches, let cache { explanation.now = await cache.find(planned) }
            explanations.append(explanation)
        }
        switch output {
        case .text: for line in explanations.map(\.lines).joined(separator: [""]) { Console.out(line) }
        case .json where explanations.count == 1: Console.out(explanations[0].json.text(.pretty))
        case .json: Console.out(JSON(explanations.map(\.json)).text(.pretty))
        }
    }

    /// The step of a name, or all combinations and parts of the step that is called so in the configuration.
    private static func meant(_ name: String, _ plan: Plan) -> [PlannedStep] {
        let exact = plan.steps.filter { $0.name == name }
        return exact.isEmpty ? plan.steps.filter { $0.step.whole == name || $0.step.origin == name } : exact
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
