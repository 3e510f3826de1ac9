/// What is known of a tool that tests, lints or scans: enough to read its silence and its exit codes.
package struct KnownTool: Sendable {
    /// How a report of the tool says what was examined.
    package enum Scope: String, Sendable, Hashable {
        /// It names or counts the files, or packages, that were examined.
        case stated
        /// It lists problems only: `examined` of the configuration has to say what was looked at.
        case silent
    }

    /// A format that the tool writes, by its id in `assay list formats`.
    package struct Output: Sendable, Hashable {
        package var format: String
        package var scope: Scope

        package init(_ format: String, _ scope: Scope) {
            self.format = format
            self.scope = scope
        }
    }

    /// As it is called on a command line, which is also what its reports call it, case aside.
    package var name: String
    /// Other names that its reports give it.
    package var aliases: [String]
    /// The versions that this is known of; nil where it holds for all that are in use.
    package var versions: Versions?
    package var outputs: [Output]
    /// What its exit codes say; nil where it has no code of its own for findings.
    package var exitCodes: ExitCodes?
    /// What it looks for first; nil for one that runs tests.
    package var category: ScanCategory?
    /// CWE numbers that its rules look for where nobody chose other rules; empty where that depends on what it is given.
    package var weaknesses: Set<Int>
    /// How it is told to run some of its tests; nil where that is not known, and for what is no runner of tests.
    package var selection: TestSelection?
    /// What a step may take by name instead of writing the command.
    package var presets: [Preset]

    package init(
        _ name: String,
        _ category: ScanCategory?,
        aliases: [String] = [],
        versions: Versions? = nil,
        outputs: [Output] = [],
        exitCodes: ExitCodes? = nil,
        weaknesses: Set<Int> = [],
        selection: TestSelection? = nil,
        presets: [Preset] = []
    ) {
        self.name = name
        self.category = category
        self.aliases = aliases
        self.versions = versions
        self.outputs = outputs
        self.exitCodes = exitCodes
        self.weaknesses = weaknesses
        self.selection = selection
        self.presets = presets
    }

    /// The tool that a report or a command line names: by its whole name, else by the first word of it.
    package static func named(_ name: String) -> KnownTool? {
        let name = name.lowercased()
        return byName[name] ?? name.split(separator: " ").first.flatMap { byName[String($0)] }
    }

    private static let byName: [String: KnownTool] = {
        let names = all.flatMap { tool in ([tool.name] + tool.aliases).map { ($0, tool) } }
        return Dictionary(names) { first, _ in first }
    }()
}

extension KnownTool {
    /// A range of versions: from one on, and before another.
    package struct Versions: Sendable, Hashable, CustomStringConvertible {
        private var first: [Int]
        private var end: [Int]

        package init(from first: [Int], before end: [Int]) {
            self.first = first
            self.end = end
        }

        /// Whether a version such as `1.7.10` lies in the range; one that begins with no number does not.
        package func includes(_ version: String) -> Bool {
            let digits = version.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
            let parts = digits.split(separator: ".").compactMap { Int($0) }
            guard !parts.isEmpty else { return false }
            return !parts.lexicographicallyPrecedes(first) && parts.lexicographicallyPrecedes(end)
        }

        /// `versions 1.7 up to 2`.
        package var description: String {
            let words = [first, end].map { $0.map(String.init).joined(separator: ".") }
            return "versions \(words[0]) up to \(words[1])"
        }
    }
}
