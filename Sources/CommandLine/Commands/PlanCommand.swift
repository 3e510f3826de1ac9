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
    }

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a run would do, in which order and why, without running anything."
    )

    @OptionGroup var options: RunOptions

    @Option(help: "text, mermaid or json.")
    var output: Form = .text

    func run() throws {
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        let context = options.context(root: folder.root, id: "plan", started: 0)
        let plan = try options.plan(folder, context)
        switch output {
        case .text:
            for line in PlanText.lines(plan, colour: Terminal(descriptor: STDOUT_FILENO).colour) { Console.out(line) }
        case .mermaid: Console.out(PlanMermaid.text(plan))
        case .json: Console.out(PlanJSON.value(plan).text(.pretty))
        }
    }
}
