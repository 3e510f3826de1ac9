import ArgumentParser
import Core
import Glibc
import Reports
import Scanning
import Selection

/// `assay select`: which tests a change needs, and why.
struct SelectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Say which tests a change needs, and why; `assay run --select` runs them.",
        discussion: """
            What nothing is proven of runs: a change that cannot be told, an empty list of changed files, and a file that \
            nothing is known of choose every test. The answer is one line of JSON.
            """
    )

    @OptionGroup var options: RunOptions

    @OptionGroup var past: HistoryOptions

    @Option(name: .form, help: "json (one line, as it is without) or text; of --stats text.")
    var output: OutputFormat?

    @Flag(help: "Say how often selections would have missed a failure, by the runs that compared them with everything.")
    var stats = false

    @Option(help: "Also write the answer to the file of outputs of GitHub Actions ($GITHUB_OUTPUT), under this name.")
    var githubOutput: String?

    func validate() throws {
        guard let githubOutput else { return }
        let isName = githubOutput.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        if githubOutput.isEmpty || !isName {
            throw ValidationError("--github-output \(githubOutput): letters, digits, _ and -")
        }
    }

    func run() async throws {
        if options.config == nil, access(ProjectFolder.found, F_OK) != 0, !stats {
            return try tell(everything("there is no \(ProjectFolder.defaultFile) that lists tests"))
        }
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        if stats { return try await tell(folder) }
        guard !folder.project.pipeline.stages.isEmpty else {
            return try tell(everything("\(folder.file) has no pipeline that lists tests"))
        }
        try RunCommand.check(folder.source(base: options.base))
        let context = options.context(root: folder.root, id: "select", started: 0)
        let shared = try await SharedHistory.open(past.shared, root: folder.root)
        await shared.fetchMaps()
        var asked = options
        asked.select = true
        guard let selection = try asked.planned(folder, context, shared: shared.folder).selection else { return }
        try tell(selection)
    }

    private func everything(_ reason: String) -> Selection {
        Selection(everything: reason, changes: .unproven(reason: reason))
    }

    private func tell(_ selection: Selection) throws {
        let line = SelectionJSON.value(selection).text(.compact)
        if let githubOutput { try Self.tell(githubOutput, line) }
        switch output {
        case .json, nil: Console.out(line)
        case .text: for line in SelectionText.lines(selection) { Console.out(line) }
        }
    }

    private func tell(_ folder: ProjectFolder) async throws {
        let shared = try await SharedHistory.open(past.shared, root: folder.root)
        let stats = try SelectionStats.read(root: folder.root, shared: shared.folder)
        switch output {
        case .json: Console.out(stats.json.text(.compact))
        case .text, nil: for line in stats.lines { Console.out(line) }
        }
    }

    private static func tell(_ name: String, _ value: String) throws {
        guard let path = ProcessEnvironment.current()["GITHUB_OUTPUT"], !path.isEmpty else {
            throw CommandFailure(.usage, "--github-output: GITHUB_OUTPUT names no file, as it does in GitHub Actions")
        }
        let bytes = Array(StepOutputs([(name, value)]).gitHub.utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count
        else {
            throw CommandFailure(
                .infrastructure,
                "cannot write \(path): \(String(cString: strerror(errno)).lowercased())"
            )
        }
    }

    /// An option that a shell has left without values, as `--changed-files $(git diff …)` of no change, gets an empty one.
    static func completed(_ arguments: [String]) -> [String] {
        arguments.enumerated().flatMap { index, word -> [String] in
            guard word == "--changed-files" else { return [word] }
            let next = arguments.dropFirst(index + 1).first
            return next == nil || next?.hasPrefix("--") == true ? [word, ""] : [word]
        }
    }
}
