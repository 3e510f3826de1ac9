import Core
import Execution
import Reports

/// Report files named on the command line: read, and checked to hold what they were named for.
enum GatheredReports {
    /// What the option that named a file promises of it.
    enum Content: String {
        case tests = "test results"
        case coverage
        case performance = "load-test results"
        case findings
        case anything
    }

    /// What is kept of a report that was read: its place in the summary, and what is said of it.
    struct Gathered: Sendable {
        /// The report as an element of a summary's list.
        var element: [UInt8]
        var lines: [String]
        var isBroken: Bool

        init(_ report: Report) {
            element = SummaryCodec.encode(report)
            lines = InspectText.lines(report)
            isBroken = report.status == .error
        }
    }

    /// A file that was read: put away at once, or kept until all tries of its tests are known.
    private enum Read: Sendable {
        case gathered(Gathered)
        case isTry(Report)
    }

    /// Reads the files side by side; they come back in the order in which they were named.
    ///
    /// A pattern that the shell left as it is, because nothing matched, is tried here and is an error report at last.
    static func read(_ groups: [(files: [String], holds: Content)]) async -> [Gathered] {
        let named = groups.flatMap { group in
            let paths = group.files.flatMap(expand)
            let tries = Report.possibleTries(paths)
            return paths.map { (name: $0, holds: group.holds, isTry: tries.contains($0)) }
        }
        let read = await Parallel.map(named) { file -> Read in
            let report = self.read(file.name, holding: file.holds, isTry: file.isTry)
            return file.isTry ? .isTry(report) : .gathered(Gathered(report))
        }
        var tries = read.compactMap { if case .isTry(let report) = $0 { report } else { nil } }
        Report.keepSharedIdentities(&tries)
        var later = await Parallel.map(tries) { Gathered($0) }.makeIterator()
        return read.compactMap { if case .gathered(let gathered) = $0 { gathered } else { later.next() } }
    }

    private static func read(_ name: String, holding content: Content, isTry: Bool) -> Report {
        var report = ReportReader.read(path: name, options: ReadOptions(identities: isTry))
        guard report.status != .error, !holds(report, content) else { return report }
        let message = "holds no \(content.rawValue): it is a \(report.format) file"
        report = Report(path: report.path, format: report.format, bytes: report.bytes, modified: report.modified)
        report.messages = [ReportMessage(.error, message)]
        return report
    }

    private static func expand(_ name: String) -> [String] {
        guard name.contains(where: { "*?[{".contains($0) }), !name.hasPrefix("/") else { return [name] }
        let pattern = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        let found = FileGlob(root: ProjectFolder.here).files(matching: pattern).files
        return found.isEmpty ? [name] : found
    }

    private static func holds(_ report: Report, _ content: Content) -> Bool {
        switch content {
        case .tests: report.tests != nil || report.contracts != nil || report.accessibility != nil
        case .coverage: report.coverage != nil
        case .performance: !report.performance.isEmpty || !report.measurements.isEmpty
        case .findings: report.findings != nil || report.packages != nil || !report.measurements.isEmpty
        case .anything: true
        }
    }
}
