import ArgumentParser
import Core
import Glibc
import Scanning

/// `assay plan`: what a run would do, and why, without doing it.
struct PlanCommand: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text
        case mermaid
        case json
        case githubMatrix = "github-matrix"
        case gitlab
        case buildkite
    }

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do, in which order and why, without running anything."
    )

    @OptionGroup var options: RunOptions

    @Option(
        help: "text, mermaid or json; github-matrix, gitlab or buildkite: a job for each step, and one that judges."
    )
    var output: Form = .text

    func run() throws {
        let folder = try ProjectFolder.load(options.config, notes: false)
        let context = options.context(root: folder.root, id: "plan", started: 0)
        let plan = try options.plan(folder, context)
        switch output {
        case .text:
            for line in PlanText.lines(plan, colour: Terminal(descriptor: STDOUT_FILENO).colour) { Console.out(line) }
        case .mermaid: Console.out(PlanMermaid.text(plan))
        case .json: Console.out(PlanJSON.value(plan).text(.pretty))
        case .githubMatrix: Console.out(PlanShards.gitHub(plan))
        case .gitlab: Console.out(PlanShards.gitLab(plan).text(.pretty))
        case .buildkite: Console.out(PlanShards.buildkite(plan).text(.pretty))
        }
    }
}
