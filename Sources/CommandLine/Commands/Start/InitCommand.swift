import ArgumentParser
import Core
import Execution
import Glibc
import Starting

extension CITemplate.System: ExpressibleByArgument {}

/// `assay init`: a configuration of what a repository shows signs of, with gates at today's level.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Look at this repository and write an \(ProjectFolder.defaultFile) for it, with gates at today's level.",
        discussion: """
            The steps are those of tools that the project shows signs of using. They run once, so that the gates ask for \
            what is true today; --no-measure leaves that out, and the gates with it.
            """
    )

    @Flag(help: "Print what would be written, and write and run nothing.")
    var dryRun = false

    @Flag(help: "Overwrite an \(ProjectFolder.defaultFile) that is there.")
    var force = false

    @Flag(inversion: .prefixedNo, help: "Run the steps once, to ask for today's level.")
    var measure = true

    @Option(help: "Write the files that wire github, gitlab, buildkite or jenkins instead; what is there stays.")
    var ci: CITemplate.System?

    func run() async throws {
        let root = ProjectFolder.here
        if let ci {
            for line in try CIFiles.write(ci, root: root) { Console.out(line) }
            return
        }
        let file = "\(root)/\(ProjectFolder.defaultFile)"
        var status = stat()
        let exists = lstat(file, &status) == 0
        if exists, !force, !dryRun {
            throw CommandFailure(
                .usage,
                "\(ProjectFolder.defaultFile) is here already: --force overwrites it, --dry-run prints what would be written"
            )
        }
        let repository = RepositoryReader(root: root, environment: ProcessEnvironment.current()).read()
        var proposal = Proposal(repository)
        guard !proposal.steps.isEmpty else { throw CommandFailure(.usage, Self.nothing(proposal)) }
        guard !dryRun else {
            if measure {
                for index in proposal.criteria.indices { proposal.criteria[index].leaveOut("not measured yet") }
            }
            return Console.out(String(proposal.yaml.dropLast()))
        }
        let strict = proposal
        for index in proposal.criteria.indices { proposal.criteria[index].leaveOut("not measured yet") }
        // What is there in the meantime is whole: whoever interrupts the measuring has a configuration without gates.
        try OutputFile.write(Array(proposal.yaml.utf8), to: file)
        Self.tell(proposal)
        guard measure else { return Self.end(measured: nil) }
        Console.error("assay: running each step once, to see today's level (Ctrl-C leaves the gates out)")
        let level = try await TodaysLevel.measure(strict, root: root, file: file)
        try OutputFile.write(Array(level.proposal.yaml.utf8), to: file)
        Self.end(measured: level)
    }

    private static func nothing(_ proposal: Proposal) -> String {
        let seen = proposal.found.isEmpty ? "" : "; seen: \(proposal.found.joined(separator: ", "))"
        let remarks = proposal.remarks.map { "\n  not proposed: \($0)" }.joined()
        return "no tests and no tool that is known here show in \(ProjectFolder.here)\(seen)\(remarks)\n"
            + "  `assay list presets` shows which tools a step can take by name; README.md has an example to begin with"
    }

    private static func tell(_ proposal: Proposal) {
        Console.out("\(ProjectFolder.defaultFile): \(proposal.found.joined(separator: ", "))")
        let width = proposal.steps.map(\.name.count).max() ?? 0
        for step in proposal.steps {
            let name = step.name + String(repeating: " ", count: width - step.name.count)
            Console.out("  \(name)  \(step.preset ?? "script"): \(step.sign)")
            if let missing = step.missing { Console.out("  \(String(repeating: " ", count: width))  ! \(missing)") }
        }
        for remark in proposal.remarks { Console.out("  not proposed: \(remark)") }
    }

    private static func end(measured level: TodaysLevel?) {
        for criterion in level?.proposal.criteria ?? [] {
            let asked = criterion.isLeftOut ? "not asked for" : criterion.phrase
            let remark = criterion.remark.map { " (\($0))" } ?? ""
            Console.out("  \(criterion.gate.rawValue).\(criterion.key): \(asked)\(remark)")
        }
        for failure in level?.failures ?? [] { Console.out("  red today: \(failure)") }
        let isRed = !(level?.failures ?? []).isEmpty
        Console.out(
            isRed
                ? "wrote \(ProjectFolder.defaultFile); `assay run` is not green yet, for the reasons above"
                : "wrote \(ProjectFolder.defaultFile); next: `assay run`"
        )
    }
}
