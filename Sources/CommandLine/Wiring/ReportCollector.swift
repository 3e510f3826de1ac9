import Core
import Criteria
import Engine
import Execution
import Reports

/// Finds the files that a step promised, and reads them; a promise that is not kept is an error report.
struct ReportCollector: EvidenceCollector {
    /// Absolute path of the project.
    var root: String

    /// Files may be this much older than the step by the clock of some file systems, in seconds.
    static let clockTolerance = 1.0

    func collect(for step: Step, started: Double) async -> [Report] {
        guard !step.reports.isEmpty else { return [] }
        let directory = step.directory.map { $0 + "/" } ?? ""
        var reports: [Report] = []
        var files: [(path: String, pattern: ReportPattern, isTry: Bool)] = []
        var seen: Set<String> = []
        let matches = step.reports.map { FileGlob(root: root).files(matching: directory + $0.glob) }
        let tries = Report.possibleTries(matches.flatMap(\.files))
        for (pattern, found) in zip(step.reports, matches) {
            let glob = directory + pattern.glob
            if found.files.isEmpty {
                let hint =
                    glob.contains("[") ? "; brackets stand for one character of those in them, and `[[]` for `[` itself" : ""
                reports.append(broken(glob, step, "step \(step.name) promised \(glob) and wrote no such file\(hint)"))
            }
            if let expected = pattern.expected, !found.files.isEmpty, found.files.count != expected {
                let count = found.files.count
                reports.append(
                    broken(glob, step, "step \(step.name) must write \(expected) files \(glob), and \(count) came")
                )
            }
            for problem in found.problems { reports.append(broken(glob, step, problem)) }
            files += found.files.filter { seen.insert($0).inserted }.map { ($0, pattern, tries.contains($0)) }
        }
        let examined = examined(by: step.reports, in: directory)
        let read = await Parallel.map(files) { file in
            self.read(file.path, file.pattern, step, examined, started: started, isTry: file.isTry)
        }
        return reports + read
    }

    /// The files that each list of `examined` globs matches, each once; they are relative to where the report's path is.
    private func examined(by patterns: [ReportPattern], in directory: String) -> [[String]: [String]] {
        let lists = Set(patterns.map(\.scope.examined)).filter { !$0.isEmpty }
        let glob = FileGlob(root: root)
        return Dictionary(
            lists.map { list in
                let files = list.flatMap { glob.files(matching: directory + $0).files }
                return (list, Set(files).sorted())
            }
        ) { first, _ in first }
    }

    private func read(
        _ path: String,
        _ pattern: ReportPattern,
        _ step: Step,
        _ examined: [[String]: [String]],
        started: Double,
        isTry: Bool
    ) -> Report {
        let options = ReadOptions(
            format: pattern.format,
            identities: isTry || pattern.labels[Report.attemptLabel] != nil
        )
        var report = ReportReader.read(path: root + "/" + path, options: options)
        report.path = path
        report.step = step.name
        report.labels = pattern.labels
        if let target = pattern.target { report.restate(as: target) }
        report.declare(pattern.scope, files: examined[pattern.scope.examined] ?? [])
        if let component = step.component, report.labels["component"] == nil { report.labels["component"] = component }
        for index in report.measurements.indices { report.measurements[index].provenance = [report.provenance] }
        if let modified = report.modified, modified < started - Self.clockTolerance {
            let age = Quantity(measured: started - modified, .duration).rounded(decimals: 1)
            var stale = broken(
                path,
                step,
                "the file is \(age) older than the step that claims it: it was not written anew"
            )
            stale.format = report.format
            stale.modified = report.modified
            return stale
        }
        return report
    }

    private func broken(_ path: String, _ step: Step, _ message: String) -> Report {
        var report = Report(path: path, format: "unknown")
        report.step = step.name
        report.messages = [ReportMessage(.error, message)]
        return report
    }
}
