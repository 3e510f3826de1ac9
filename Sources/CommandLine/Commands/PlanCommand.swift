import ArgumentParser
import Core
import Glibc
import Scanning

/// `assay plan`: what a run would do, and why, without doing it.
struct PlanCommand: AsyncParsableCommand {
    /// A form for standard output, or a file that gets a plan of slices.
    enum Target: ExpressibleByArgument, Equatable {
        case text
        case mermaid
        case json
        case githubMatrix
        case gitlab
        case buildkite
        case file(String)

        init?(argument: String) {
            switch argument {
            case "": return nil
            case "text": self = .text
            case "mermaid": self = .mermaid
            case "json": self = .json
            case "github-matrix": self = .githubMatrix
            case "gitlab": self = .gitlab
            case "buildkite": self = .buildkite
            default: self = .file(argument)
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do, in which order and why, without running anything."
    )

    @OptionGroup var options: RunOptions

    @OptionGroup var past: HistoryOptions

    @Option(
        help: """
            text, mermaid or json; github-matrix, gitlab or buildkite: a job for each step, and one that judges; or a file for \
            the plan that the slices of a run read: plan.json.
            """
    )
    var output: Target = .text

    @Option(help: "Among how many machines the pipeline is shared: `assay run --shard 1/5` and so on.")
    var slices: Int?

    func validate() throws {
        if let slices, !(1...10_000).contains(slices) { throw ValidationError("--slices \(slices): 1 to 10000") }
        guard case .file(let path) = output else { return }
        if !path.contains("."), !path.contains("/") {
            throw ValidationError(
                "--output \(path): text, mermaid, json, github-matrix, gitlab, buildkite, or a file such as plan.json"
            )
        }
    }

    func run() async throws {
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        let context = options.context(root: folder.root, id: "plan", started: 0)
        let history = try await SharedHistory.open(past.shared, root: folder.root)
        if options.selects { await history.fetchMaps() }
        let runs = history.folder
        let (plan, used, _) = try options.planned(folder, context, shared: runs)
        let shared = slices ?? (output.isFile ? 1 : nil)
        let sliced = shared.map {
            SlicePlan(plan, among: $0, options: used, digest: PlanFile.digest(plan, context))
        }
        switch output {
        case .text:
            for line in PlanText.lines(plan, colour: Terminal(descriptor: STDOUT_FILENO).colour) { Console.out(line) }
            if let sliced { for line in PlanText.lines(sliced) { Console.out(line) } }
        case .mermaid: Console.out(PlanMermaid.text(plan))
        case .json: Console.out((sliced.map(PlanFile.json) ?? PlanJSON.value(plan)).text(.pretty))
        case .file(let path):
            guard let sliced else { return }
            try PlanFile.write(sliced, to: path)
            for line in PlanText.lines(sliced) { Console.out(line) }
        case .githubMatrix: Console.out(PlanShards.gitHub(plan))
        case .gitlab: Console.out(PlanShards.gitLab(plan).text(.pretty))
        case .buildkite: Console.out(PlanShards.buildkite(plan).text(.pretty))
        }
    }
}

extension PlanCommand.Target {
    fileprivate var isFile: Bool { if case .file = self { true } else { false } }
}
