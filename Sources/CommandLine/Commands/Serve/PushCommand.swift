import ArgumentParser
import Core
import Glibc
import History
import Storage

/// `assay push`: sends runs to a dashboard.
struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send runs of the project to a dashboard; what it has already is not taken twice.",
        discussion: "The token of the project stands in the environment, as \(PushCredential.variable): "
            + "`assay serve --data DIR --new-token PROJECT` makes one. docs/serving.md says more."
    )

    @Argument(help: "A run's id or the beginning of it (default: the latest run).")
    var id: String?

    @Flag(help: "Every run of the project that has a record.")
    var all = false

    @OptionGroup var target: PushOptions

    @Option(name: [.short, .long], help: "Configuration of the project whose runs are meant.")
    var config: String?

    func validate() throws {
        if target.push == nil { throw ValidationError("--push URL says where the runs go") }
        if all, id != nil { throw ValidationError("name a run or say --all, not both") }
    }

    func run() async throws {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let runs = ProjectHistory(root: root).own
        let ids = all ? runs.ids() : [try StoredRun.named(id ?? "latest", root: root).folder.id]
        guard let push = try target.sender(root: root) else { return }
        for id in ids { Console.out("\(id)  \(try await push.send(id, of: runs))") }
    }
}

/// Where runs are sent.
struct PushOptions: ParsableArguments {
    @Option(help: "A dashboard that runs are sent to, such as https://quality.example.org.")
    var push: String?

    @Option(help: "The project's name there (default: that of its folder).")
    var pushAs: String?

    /// nil where nothing is to be sent.
    func sender(root: String) throws -> RunPush? {
        guard let push else { return nil }
        let name = pushAs ?? root.split(separator: "/").last.map(String.init) ?? ""
        return try RunPush(push, project: name, environment: ProcessEnvironment.current())
    }
}
