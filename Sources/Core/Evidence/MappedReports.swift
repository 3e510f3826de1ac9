/// The reports of a run with their paths brought to the project's files.
package struct MappedReports: Sendable {
    /// A path of a coverage report that means no file of the project for certain.
    package struct Problem: Sendable, Hashable {
        package var path: String
        package var resolution: PathMapper.Resolution

        package init(path: String, resolution: PathMapper.Resolution) {
            self.path = path
            self.resolution = resolution
        }
    }

    /// Paths that mean a file are that file's, and messages tell of those that do not; files outside of the project, and
    /// those that a person's rule leaves out, are gone from their coverage.
    package private(set) var reports: [Report] = []
    /// For each report, the coverage of the project's own files.
    private(set) var coverage: [[FileCoverage]] = []
    /// Each path once, sorted.
    package private(set) var problems: [Problem] = []
    /// Files of coverage reports that a person's rule leaves out.
    private(set) var ignored: Set<String> = []

    /// What the paths of one report mean.
    package struct Entry: Sendable {
        /// The report with the project's paths; nil where it names these already, as nearly every one does.
        fileprivate var changed: Report?
        fileprivate var coverage: [FileCoverage] = []
        fileprivate var problems: [Problem] = []
        fileprivate var ignored: [String] = []
    }

    /// Those of the reports that can be read.
    package init(readable reports: [Report], paths: PathMapper) { self.init(Self.readable(reports), paths: paths) }

    package init(_ reports: [Report], paths: PathMapper) {
        self.init(reports, Self.entries(reports[...], paths: paths))
    }

    /// Reports, and what was found of each of them.
    package init(_ reports: [Report], _ entries: [Entry]) {
        self.reports = reports
        coverage.reserveCapacity(reports.count)
        for (index, entry) in entries.enumerated() {
            if let changed = entry.changed { self.reports[index] = changed }
            coverage.append(entry.coverage)
            ignored.formUnion(entry.ignored)
        }
        problems = Set(entries.lazy.flatMap(\.problems)).sorted { $0.path < $1.path }
    }

    /// Those of some reports that can be read, mostly all.
    package static func readable(_ reports: [Report]) -> [Report] {
        reports.contains { $0.status == .error } ? reports.filter { $0.status != .error } : reports
    }

    /// What the paths of some reports mean: several processors can share them.
    package static func entries(_ reports: ArraySlice<Report>, paths: PathMapper) -> [Entry] {
        var endings: FileEndings?
        return reports.indices.map { index in
            if paths.files.isEmpty || reports[index].holds(only: paths) {
                return Entry(coverage: reports[index].coverage?.files ?? [])
            }
            var report = reports[index]
            var entry = Entry()
            entry.coverage = map(&report, paths, &endings, &entry)
            entry.changed = report
            return entry
        }
    }

    private static func map(
        _ report: inout Report,
        _ paths: PathMapper,
        _ endings: inout FileEndings?,
        _ entry: inout Entry
    ) -> [FileCoverage] {
        let origin = paths.origin(of: report)
        Self.mapFindings(&report, origin, paths, &endings)
        Self.mapScans(&report, origin, paths, &endings)
        Self.mapTests(&report, origin, paths, &endings)
        Self.mapOffenders(&report, origin, paths, &endings)
        guard let results = report.coverage else { return [] }
        let resolutions = paths.resolve(
            results.files.map { NamedFile($0.path, lastLine: $0.lines.last, module: $0.module) },
            from: origin,
            &endings
        )
        var own: [FileCoverage] = []
        own.reserveCapacity(results.files.count)
        var unmatched: [FileCoverage] = []
        var foreign = 0
        var modules: [String: String] = [:]
        for (index, resolution) in resolutions.enumerated() {
            let file = results.files[index]
            switch resolution {
            case .file(let path):
                own.append(file.named(path))
                // A path that is longer in the project was found by its end: two modules may mean two such files.
                guard let module = file.module, path.utf8.count > file.path.utf8.count else { break }
                let first = modules.updateValue(module, forKey: path) ?? module
                if first != module {
                    let clash = PathMapper.Resolution.shared(path, modules: [first, module])
                    entry.problems.append(Problem(path: file.path, resolution: clash))
                }
            // Under the name that says what it is.
            case .absent: own.append(file)
            case .ignored: entry.ignored.append(file.path)
            case .foreign: foreign += 1
            case .ambiguous, .otherCase, .beyondEnd, .shared, .unknown:
                unmatched.append(file)
                entry.problems.append(Problem(path: file.path, resolution: resolution))
            }
        }
        report.coverage?.files = own + unmatched
        remark(on: entry.problems, foreign: foreign, &report)
        return own
    }

    private static func remark(on open: [Problem], foreign: Int, _ report: inout Report) {
        if !open.isEmpty {
            let names = open.prefix(3).map(\.words).joined(separator: "; ") + (open.count > 3 ? "; …" : "")
            let paths = open.count == 1 ? "1 path matches" : "\(open.count) paths match"
            report.remark(.warning, "\(paths) no file of the project: \(names)")
        }
        if foreign > 0 {
            report.remark(.note, "\(Wording.count(foreign, "file")) outside of the project left out")
        }
    }

    private static func mapFindings(
        _ report: inout Report,
        _ origin: ReportOrigin,
        _ paths: PathMapper,
        _ endings: inout FileEndings?
    ) {
        guard let findings = report.findings?.findings else { return }
        for (index, file) in moved(findings.count, { findings[$0].file }, origin, paths, &endings) {
            report.findings?.findings[index].file = file
        }
    }

    /// The files that tools examined: one that two of them name in two ways must not count as two.
    private static func mapScans(
        _ report: inout Report,
        _ origin: ReportOrigin,
        _ paths: PathMapper,
        _ endings: inout FileEndings?
    ) {
        guard let scans = report.findings?.scans else { return }
        for index in scans.indices {
            for (place, file) in moved(scans[index].files.count, { scans[index].files[$0] }, origin, paths, &endings) {
                report.findings?.scans[index].files[place] = file
            }
        }
    }

    private static func mapOffenders(
        _ report: inout Report,
        _ origin: ReportOrigin,
        _ paths: PathMapper,
        _ endings: inout FileEndings?
    ) {
        for index in report.measurements.indices {
            let offenders = report.measurements[index].offenders
            for (place, file) in moved(offenders.count, { offenders[$0].file }, origin, paths, &endings) {
                report.measurements[index].offenders[place].file = file
            }
        }
    }

    private static func mapTests(
        _ report: inout Report,
        _ origin: ReportOrigin,
        _ paths: PathMapper,
        _ endings: inout FileEndings?
    ) {
        guard let cases = report.tests?.cases else { return }
        for (index, file) in moved(cases.count, { cases[$0].file }, origin, paths, &endings) {
            report.tests?.cases[index].file = file
        }
        for (index, file) in moved(cases.count, { cases[$0].namedPlace?.file }, origin, paths, &endings) {
            report.tests?.cases[index].failedIn = file
        }
    }

    /// Which of so many elements lie in another file of the project than they name.
    private static func moved(
        _ count: Int,
        _ file: (Int) -> String?,
        _ origin: ReportOrigin,
        _ paths: PathMapper,
        _ endings: inout FileEndings?
    ) -> [(index: Int, file: String)] {
        let named = (0..<count).compactMap { index in
            file(index).flatMap { paths.isExact($0, from: origin) ? nil : (index: index, file: $0) }
        }
        guard !named.isEmpty else { return [] }
        let resolutions = paths.resolve(named.map { NamedFile($0.file) }, from: origin.withoutRoots, &endings)
        return zip(named, resolutions).compactMap { named, resolution in
            guard case .file(let found) = resolution, found != named.file else { return nil }
            return (named.index, found)
        }
    }
}

extension MappedReports.Problem {
    /// The path and what is known of it, in words.
    package var words: String {
        switch resolution {
        case .ambiguous(let files): "\(path) could be \(files.prefix(3).joined(separator: " or "))"
        case .otherCase(let file): "\(path) differs from \(file) in the case of letters"
        case .beyondEnd(let file, let lines, let named):
            "\(path) has line \(named), and \(file) ends at line \(lines): it is another file, or an older state of it"
        case .shared(let file, let modules):
            "\(path) of \(modules.joined(separator: " and of ")), where only \(file) is here"
        case .file, .ignored, .foreign, .absent, .unknown: path
        }
    }
}

extension Report {
    /// Whether every path is that of a file of the project, and can mean no other.
    ///
    /// Field by field: copies of large values would cost more than the looks.
    fileprivate func holds(only paths: PathMapper) -> Bool {
        let origin = paths.origin(of: self)
        if let coverage {
            for index in coverage.files.indices {
                guard coverage.files[index].module == nil,
                    paths.isExact(coverage.files[index].path, from: origin, roots: coverage.roots.count),
                    paths.holds(coverage.files[index].path, coverage.files[index].lines.last)
                else { return false }
            }
        }
        if let results = findings {
            for index in results.findings.indices {
                guard paths.holds(results.findings[index].file, origin) else { return false }
            }
            for scan in results.scans {
                for file in scan.files { guard paths.holds(file, origin) else { return false } }
            }
        }
        if let cases = tests?.cases {
            for index in cases.indices {
                guard paths.holds(cases[index].file ?? cases[index].namedPlace?.file, origin) else { return false }
            }
        }
        for measurement in measurements {
            for offender in measurement.offenders { guard paths.holds(offender.file, origin) else { return false } }
        }
        return true
    }

    /// Adds a message that is not there yet.
    fileprivate mutating func remark(_ severity: ReportMessage.Severity, _ text: String) {
        let message = ReportMessage(severity, text)
        if !messages.contains(message) { messages.append(message) }
    }
}

extension PathMapper {
    /// Whether a path, if there is one, is that of a file of the project and can mean no other.
    fileprivate func holds(_ path: String?, _ origin: ReportOrigin) -> Bool {
        path.map { isExact($0, from: origin) } ?? true
    }
}
