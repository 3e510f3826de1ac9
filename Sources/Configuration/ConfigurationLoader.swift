package import Core

/// Reads a configuration and all that it includes; every problem is reported, in one go.
package struct ConfigurationLoader {
    /// Why a file could not be read, as a lowercase fragment such as "no such file or directory".
    package struct ReadFailure: Error, Sendable {
        package var reason: String

        package init(_ reason: String) {
            self.reason = reason
        }
    }

    /// What came of loading.
    package struct Loaded: Sendable {
        /// Nil where there is any error.
        package var project: Project?
        /// Errors, warnings and notes, in the order of the files.
        package var diagnostics: [Diagnostic]
        /// Every file that was opened, the first one first, as messages name them.
        package var files: [String]

        /// What it says of the bar that a change is judged by.
        package let bar: BarFacts

        let trees: [YAMLNode]
        let ledger: Ledger

        package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
    }

    private let root: String
    private let readFile: (String) -> Result<[UInt8], ReadFailure>
    private let today: CalendarDay?
    private let formats: [String]

    /// A loader for the project at `root`, which no included file may leave; `readFile` reads a whole file.
    ///
    /// `readFile` gets `root` and the file's path in one, or an absolute path where the caller of `load` gave one.
    ///
    /// `today` is what "for a year at most" begins with; where it is nil, that is not checked. `formats` are the ids of the
    /// formats of reports that can be read: with some, others are errors.
    package init(
        root: String,
        today: CalendarDay? = nil,
        formats: [String] = [],
        readFile: @escaping (String) -> Result<[UInt8], ReadFailure>
    ) {
        self.root = root
        self.today = today
        self.formats = formats
        self.readFile = readFile
    }

    /// Loads `path`, relative to the root or absolute.
    ///
    /// With `partial`, the file is a fragment, whose references to things defined elsewhere are no errors.
    package func load(_ path: String, partial: Bool = false) -> Loaded {
        let log = DiagnosticLog()
        let paths = ProjectPaths(root: root)
        var files = FileCollection(log: log, paths: paths, readFile: readFile)
        let roots = files.read(path)
        let ledger = OpenLedger(nodes: files.nodeCount)
        var checker = Checker(log: log, ledger: ledger)
        let readers = roots.map {
            Reader(checked: checker.check($0, FileFormat.root, as: "the file"), ledger: ledger)
        }
        for reader in readers { _ = reader[FileFormat.include]?.texts }
        var builder = ProjectBuilder(files: readers, log: log, ledger: ledger, formats: formats) {
            readFile(paths.onDisk($0))
        }
        builder.today = today
        let project = builder.build(partial: partial)
        note(checker.recognised, log)
        if !log.hasErrors { checkAccounts(of: roots, ledger.ledger, log) }
        return Loaded(
            project: log.hasErrors ? nil : project,
            diagnostics: log.sorted(),
            files: log.files.map(\.name),
            bar: BarFacts(readers),
            trees: roots,
            ledger: ledger.ledger
        )
    }

    /// One note for each feature, at its first use.
    private func note(
        _ recognised: [(feature: RecognisedFeature, key: String, place: Place)],
        _ log: DiagnosticLog
    ) {
        for feature in RecognisedFeature.allCases {
            let uses = recognised.filter { $0.feature == feature }
            guard let first = uses.first else { continue }
            let others = uses.count > 1 ? " (and \(uses.count - 1) more)" : ""
            log.report(
                .note,
                "'\(first.key)'\(others): \(feature.message)",
                at: first.place,
                length: first.key.unicodeScalars.count
            )
        }
    }

    /// The promise that nothing is ignored silently, kept even where a builder forgets a key.
    private func checkAccounts(of roots: [YAMLNode], _ ledger: Ledger, _ log: DiagnosticLog) {
        for node in roots.flatMap(\.everyNode) where ledger[node] == .unread {
            log.error("this was not read, which is a defect of Assay; take it out to go on", at: node.place)
        }
    }
}
