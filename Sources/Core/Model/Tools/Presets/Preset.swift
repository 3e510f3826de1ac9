/// A tool's command, reports and exit codes, which a step takes by name: `preset: ruff`.
package struct Preset: Sendable, Hashable {
    /// What is started, with placeholders: `{report}` and `{report2}` (paths), `{folder}` (theirs), `{name}` (the step's, as a file
    /// name), `{paths}` (what to look at), `{arguments}` (what the step adds) and, in a script, `{program}`.
    package enum Command: Sendable, Hashable {
        /// What follows the program; a placeholder that is a word becomes as many words as it stands for.
        case arguments([String])
        case script(String, Step.Shell = .sh)
    }

    /// A report that the command writes.
    package struct Output: Sendable, Hashable {
        /// Where it is written to: a file name in the folder of Assay's reports, with `{name}`; nil where the tool has its own place.
        package var file: String?
        /// What the step promises, where that is not `file`: a glob, from the step's folder where `file` is nil.
        package var pattern: String?
        /// An id of `assay list formats`.
        package var format: String
        /// Files that the tool looks at, where its report does not tell.
        package var examined: Examined
        package var rules: ScopeDeclaration.Rules?
        package var labels: [String: String]

        package init(
            _ file: String?,
            _ format: String,
            pattern: String? = nil,
            examined: Examined = .stated,
            rules: ScopeDeclaration.Rules? = nil,
            labels: [String: String] = [:]
        ) {
            self.file = file
            self.format = format
            self.pattern = pattern
            self.examined = examined
            self.rules = rules
            self.labels = labels
        }
    }

    /// Which files a tool looks at below the paths that it is given.
    package enum Examined: Sendable, Hashable {
        /// Its report tells.
        case stated
        case everything
        /// Files with these endings, without a dot.
        case endings([String])
        /// Files whose names match these.
        case names([String])
    }

    /// How a step's component reaches a tool, where the step says neither `paths` nor `directory`.
    package enum Home: Sendable, Hashable {
        /// Its folders are what the tool looks at.
        case paths
        /// Its one folder is the working directory, as the tool's project lies there.
        case directory
    }

    package var name: String
    /// What it does, for a list: a fragment.
    package var summary: String
    package var kind: Kind
    /// The words that start the tool; a step's `program` takes their place.
    package var program: [String]
    package var command: Command
    package var outputs: [Output]
    /// nil where those of the tool hold: see `exitCodes(of:)`.
    package var ownExitCodes: ExitCodes?
    /// What is looked at where nobody says; empty where the tool finds its work itself.
    package var defaultPaths: [String]
    package var home: Home
    /// Variables, with placeholders.
    package var variables: [String: String]
    /// Whether it needs nothing that another step makes, and makes nothing that another step needs.
    package var isIndependent: Bool
    /// What makes the program tell its version.
    package var versionArguments: [String]
    /// How to get the tool, for a person who has it not.
    package var install: String

    package init(
        _ name: String,
        _ summary: String,
        kind: Kind = .unit,
        program: [String],
        _ command: Command,
        _ outputs: [Output],
        exitCodes: ExitCodes? = nil,
        defaultPaths: [String] = [],
        home: Home = .paths,
        variables: [String: String] = [:],
        isIndependent: Bool = true,
        versionArguments: [String] = ["--version"],
        install: String
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.program = program
        self.command = command
        self.outputs = outputs
        ownExitCodes = exitCodes
        self.defaultPaths = defaultPaths
        self.home = home
        self.variables = variables
        self.isIndependent = isIndependent
        self.versionArguments = versionArguments
        self.install = install
    }

    /// Whether the command has a place for paths.
    package var takesPaths: Bool {
        switch command {
        case .arguments(let words): words.contains { $0.contains("{paths}") || $0.contains("{packages}") }
        case .script(let text, _): text.contains("{paths}") || text.contains("{packages}")
        }
    }

    /// Whether the command has a place for arguments.
    package var takesArguments: Bool {
        switch command {
        case .arguments(let words): words.contains { $0.contains("{arguments}") }
        case .script(let text, _): text.contains("{arguments}")
        }
    }
}

extension KnownTool {
    /// Every preset with its tool, in the order of the table.
    package static let presets: [(preset: Preset, tool: KnownTool)] = all.flatMap { tool in
        tool.presets.map { ($0, tool) }
    }

    private static let presetsByName: [String: (preset: Preset, tool: KnownTool)] = Dictionary(
        presets.map { ($0.preset.name, $0) }
    ) { first, _ in first }

    package static func preset(named name: String) -> (preset: Preset, tool: KnownTool)? { presetsByName[name] }

    /// What the codes of a preset's command mean: for one that runs tests, any but 0 is a failure.
    package func exitCodes(of preset: Preset) -> ExitCodes {
        preset.ownExitCodes ?? (category == nil ? ExitCodes() : exitCodes ?? ExitCodes())
    }
}
