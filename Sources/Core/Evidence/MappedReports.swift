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

    /// As they were given; paths that mean a file are that file's, and messages tell of those that do not.
    package private(set) var reports: [Report] = []
    /// For each report, the coverage of the project's own files.
    private(set) var coverage: [[FileCoverage]] = []
    /// Each path once, sorted.
    package private(set) var problems: [Problem] = []
    /// Files of coverage reports that a person's rule leaves out.
    private(set) var ignored: Set<String> = []

    package init(_ reports: [Report], paths: PathMapper) {
        var problems: Set<Problem> = []
        for report in reports {
            var mapped = report
            coverage.append(map(&mapped, paths, &problems))
            self.reports.append(mapped)
        }
        self.problems = problems.sorted { $0.path < $1.path }
    }

    private mutating func map(
        _ report: inout Report,
        _ paths: PathMapper,
        _ problems: inout Set<Problem>
    ) -> [FileCoverage] {
        Self.mapFindings(&report, paths)
        Self.mapTests(&report, paths)
        Self.mapOffenders(&report, paths)
        guard var results = report.coverage else { return [] }
        let resolutions = paths.resolve(results.files.map(\.path), roots: results.roots, report: report.path)
        var own: [FileCoverage] = []
        own.reserveCapacity(results.files.count)
        var foreign = 0
        var open: [Problem] = []
        for (index, resolution) in resolutions.enumerated() {
            switch resolution {
            case .file(let file):
                results.files[index].path = file
                own.append(results.files[index])
            case .ignored: ignored.insert(results.files[index].path)
            case .foreign: foreign += 1
            case .ambiguous, .otherCase, .unknown:
                open.append(Problem(path: results.files[index].path, resolution: resolution))
            }
        }
        report.coverage = results
        Self.remark(on: open, foreign: foreign, of: results.files.count, &report)
        problems.formUnion(open)
        return own
    }

    private static func remark(on open: [Problem], foreign: Int, of count: Int, _ report: inout Report) {
        if !open.isEmpty {
            let names = open.prefix(3).map(\.words).joined(separator: "; ") + (open.count > 3 ? "; …" : "")
            report.remark(.warning, "\(open.count) of \(count) paths match no file of the project: \(names)")
        }
        if foreign > 0 {
            report.remark(.note, "\(Measures.plural(foreign, "file")) outside of the project left out")
        }
    }

    private static func mapFindings(_ report: inout Report, _ paths: PathMapper) {
        guard let results = report.findings else { return }
        let named = results.findings.indices.filter { results.findings[$0].file != nil }
        let resolutions = paths.resolve(named.compactMap { results.findings[$0].file }, report: report.path)
        for (index, resolution) in zip(named, resolutions) {
            guard case .file(let file) = resolution, file != results.findings[index].file else { continue }
            report.findings?.findings[index].file = file
        }
    }

    private static func mapOffenders(_ report: inout Report, _ paths: PathMapper) {
        for index in report.measurements.indices {
            let offenders = report.measurements[index].offenders
            let named = offenders.indices.filter { offenders[$0].file != nil }
            let resolutions = paths.resolve(named.compactMap { offenders[$0].file }, report: report.path)
            for (place, resolution) in zip(named, resolutions) {
                guard case .file(let file) = resolution, file != offenders[place].file else { continue }
                report.measurements[index].offenders[place].file = file
            }
        }
    }

    private static func mapTests(_ report: inout Report, _ paths: PathMapper) {
        guard let results = report.tests else { return }
        let named = results.cases.indices.filter { results.cases[$0].file != nil }
        let resolutions = paths.resolve(named.compactMap { results.cases[$0].file }, report: report.path)
        for (index, resolution) in zip(named, resolutions) {
            guard case .file(let file) = resolution, file != results.cases[index].file else { continue }
            report.tests?.cases[index].file = file
        }
    }
}

extension MappedReports.Problem {
    /// The path and what is known of it, in words.
    package var words: String {
        switch resolution {
        case .ambiguous(let files): "\(path) could be \(files.prefix(3).joined(separator: " or "))"
        case .otherCase(let file): "\(path) differs from \(file) in the case of letters"
        case .file, .ignored, .foreign, .unknown: path
        }
    }
}

extension Report {
    /// Adds a message that is not there yet.
    fileprivate mutating func remark(_ severity: ReportMessage.Severity, _ text: String) {
        let message = ReportMessage(severity, text)
        if !messages.contains(message) { messages.append(message) }
    }
}
