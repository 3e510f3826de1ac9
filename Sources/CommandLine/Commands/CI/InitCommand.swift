import ArgumentParser

extension CITemplate.System: ExpressibleByArgument {}

/// `assay init`: files to begin with.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write the files that wire a CI system; what is there already stays as it is."
    )

    @Option(help: "github, gitlab, buildkite or jenkins.")
    var ci: CITemplate.System

    func run() throws {
        for line in try CIFiles.write(ci, root: ProjectFolder.here) { Console.out(line) }
    }
}
