import Core
import Execution
import Judging
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

    /// What is said of a report that was read.
    struct Gathered: Sendable {
        var lines: [String]
        var isBroken: Bool

        init(_ report: Report) {
            lines = InspectText.lines(report)
            isBroken = report.status == .error
        }
    }

    /// Reads the files side by side, and hands each report over with its number as soon as nothing can change it.
    ///
    /// They are numbered, and what is said of them comes back, in the order in which they were named. A pattern that the
    /// shell left as it is, because nothing matched, is tried here and is an error report at last.
    static func read(
        _ groups: [(files: [String], holds: Content)],
        handOver: @escaping @Sendable (Report, Int) -> Void
    ) async -> [Gathered] {
        let named = groups.flatMap { group in
            let paths = group.files.flatMap(expand)
            let tries = Report.possibleTries(paths)
            return paths.map { (name: $0, holds: group.holds, isTry: tries.contains($0)) }
        }
        let read = await Parallel.map(Array(named.enumerated())) { index, file -> (said: Gathered, aTry: Report?) in
            let report = self.read(file.name, holding: file.holds, isTry: file.isTry)
            if !file.isTry { handOver(report, index) }
            return (Gathered(report), file.isTry ? report : nil)
        }
        // What is kept of the tries of a test depends on all of them.
        let numbers = read.indices.filter { read[$0].aTry != nil }
        var tries = read.compactMap(\.aTry)
        Report.keepSharedIdentities(&tries)
        _ = await Parallel.map(Array(zip(tries, numbers))) { handOver($0, $1) }
        return read.map(\.said)
    }

    private static func read(_ name: String, holding content: Content, isTry: Bool) -> Report {
        var report = ReportReader.read(path: name, options: ReadOptions(identities: isTry))
        guard report.status != .error, !holds(report, content) else { return report }
        let message = "holds no \(content.rawValue): it is a \(report.format) file"
        report = Report(path: report.path, format: report.format, bytes: report.bytes, modified: report.modified)
        report.messages = [ReportMessage(.error, message)]
        return report
    }

    static func expand(_ name: String) -> [String] {
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
