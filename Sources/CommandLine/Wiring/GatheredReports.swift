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

    /// A pattern that the shell left as it is, because nothing matched, is tried here and is an error report at last.
    static func read(_ names: [String], holding content: Content) -> [Report] {
        let paths = names.flatMap(expand)
        let tries = Report.possibleTries(paths)
        return paths.map { name in
            var report = ReportReader.read(path: name, options: ReadOptions(identities: tries.contains(name)))
            guard report.status != .error, !holds(report, content) else { return report }
            let message = "holds no \(content.rawValue): it is a \(report.format) file"
            report = Report(path: report.path, format: report.format, bytes: report.bytes, modified: report.modified)
            report.messages = [ReportMessage(.error, message)]
            return report
        }
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
