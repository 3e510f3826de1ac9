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

        /// What it says of the bar that a change is judged by, whatever was laid over it.
        package let bar: BarFacts

        /// The names of its profiles.
        package let profiles: [String]

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
    ///
    /// What is laid over it has its own errors; a profile whose gates ask for less than those of the file is one.
    package func load(_ path: String, partial: Bool = false, overlay: Overlay = Overlay()) -> Loaded {
        guard !overlay.isEmpty else { return load(path, partial: partial, overlay, over: nil) }
        let plain = load(path, partial: partial, Overlay(), over: nil)
        return plain.project == nil ? plain : load(path, partial: partial, overlay, over: plain)
    }

    private func load(_ path: String, partial: Bool, _ overlay: Overlay, over plain: Loaded?) -> Loaded {
        let log = DiagnosticLog()
        let paths = ProjectPaths(root: root)
        var files = FileCollection(log: log, paths: paths, readFile: readFile)
        let read = files.read(path)
        let roots = overlaid(&files, read, overlay, log)
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
        if let gates = plain?.project?.gates, let profile = overlay.profile {
            refuse(Tightening.complaints(project.gates, over: gates), of: profile, log)
        }
        note(checker.recognised, log)
        if !log.hasErrors { checkAccounts(of: roots, ledger.ledger, log) }
        return Loaded(
            project: log.hasErrors ? nil : project,
            diagnostics: log.sorted(),
            files: log.files.map(\.name),
            bar: plain?.bar ?? BarFacts(readers),
            profiles: roots.flatMap { $0.entry(FileFormat.profiles)?.value.mapping ?? [] }.map(\.name),
            trees: roots,
            ledger: ledger.ledger
        )
    }

    /// The files with the profile and the settings of the command line laid over them.
    private func overlaid(
        _ files: inout FileCollection,
        _ roots: [YAMLNode],
        _ overlay: Overlay,
        _ log: DiagnosticLog
    ) -> [YAMLNode] {
        var merge = OverlayMerge(roots, log: log)
        if let profile = overlay.profile { merge.apply(profile: profile) }
        for setting in overlay.settings {
            if let entry = files.entry(of: setting, over: merge.roots) { merge.lay(entry) }
        }
        for proposal in overlay.proposals {
            if let entry = files.entry(of: proposal, over: merge.roots, isProposal: true) { merge.lay(entry) }
        }
        return merge.roots
    }

    private func refuse(_ complaints: [Tightening.Complaint], of profile: String, _ log: DiagnosticLog) {
        for complaint in complaints {
            let place = complaint.location.flatMap(log.place) ?? Place(file: 0, line: 1, column: 1)
            log.error("profile '\(profile)' may only ask for more: \(complaint.message)", at: place)
        }
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
