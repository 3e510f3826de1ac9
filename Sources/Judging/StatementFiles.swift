package import Core
import Execution
import Reports
import Scanning
import Signing

/// Signed statements that lie in the project: they are older than the run, since people write them.
package enum StatementFiles {
    /// The files that the globs name, read; one that holds no statement is an error report.
    static func read(_ globs: [String], root: String) -> [Report] {
        guard !globs.isEmpty else { return [] }
        let found = FileGlob(root: root).files(matching: globs.map(Glob.init))
        let problems = found.problems.map { problem in broken("attestations", problem) }
        return problems
            + found.files.map { path in
                var report = ReportReader.read(path: root + "/" + path)
                report.path = path
                guard report.status != .error, report.attestations.isEmpty else { return report }
                return broken(path, "holds no statement: it is a \(report.format) file")
            }
    }

    /// SHA-256 of the files that statements are about, by the path that they give; what is not there is left out.
    package static func digests(of reports: [Report], root: String) -> [String: String] {
        let subjects = reports.flatMap(\.attestations).flatMap(\.statement.subjects).filter { $0.commit == nil }
        var digests: [String: String] = [:]
        for name in Set(subjects.map(\.name)) where isBelow(name) {
            digests[name] = digest(of: root + "/" + name)
        }
        return digests
    }

    /// nil where the file cannot be read.
    package static func digest(of path: String) -> String? {
        guard let file = try? MappedFile(path: path) else { return nil }
        return file.withBytes { Digest.sha256($0) }
    }

    /// Whether a path stays below the root.
    package static func isBelow(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }

    private static func broken(_ path: String, _ message: String) -> Report {
        var report = Report(path: path, format: "unknown")
        report.messages = [ReportMessage(.error, message)]
        return report
    }
}
