import Core
import Engine
import Execution
import History
import Judging
import Scanning

/// Gathers what improvement, targets and reviews are made from: the history, git, owners and issues.
struct WindowReader {
    var session: HistorySession
    var folder: ProjectFolder

    private static let issueLimit = 64 << 20

    /// `from`: seconds since 1970; `until` is not part of it.
    func window(from: Double, until: Double, branch: String?) async throws -> InsightWindow {
        let snapshot = await folder.source().snapshot(.none)
        do throws(HistoryError) {
            let line = try HistoryLine.find(
                session,
                source: folder.source(),
                named: branch,
                from: from,
                until: until
            )
            var window = try InsightReader(history: session.history).window(
                branch: line.branch,
                from: from,
                until: until,
                settings: folder.project.insight
            )
            addFacts(of: snapshot, to: &window)
            return window
        } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }

    private func addFacts(of snapshot: ProjectSnapshot, to window: inout InsightWindow) {
        let environment = ProcessEnvironment.current()
        if let activity = GitActivity(
            directory: folder.root,
            environment: environment,
            from: window.from,
            until: window.until
        ) {
            window.commits = activity.commits
            let tests = activity.lines.filter { FileRole.of($0.key) == .test }.values.reduce(0, +)
            window.changedLines = (tests, activity.lines.values.reduce(0, +))
        }
        let project = folder.project
        window.pipeline = project.pipeline
        let globs = project.criticalPaths.flatMap(\.paths).map { Glob($0) }
        let files = window.files.map(\.path)
        window.criticalFiles = Set(files.filter { file in globs.contains { $0.matches(file) } })
        let evidence = Evidence(
            reports: [],
            project: project,
            surroundings: Surroundings(
                projectFiles: snapshot.files,
                root: folder.root,
                now: window.until,
                codeOwners: snapshot.codeOwners
            )
        )
        if snapshot.codeOwners != nil || project.components.contains(where: { $0.owner != nil }) {
            window.owner = { evidence.owner(ofFile: $0) }
        }
        window.issues = issues(project.insight.issues)
    }

    /// A file that is configured and cannot be read is said, and no figure is made of it.
    private func issues(_ path: String?) -> [TrackedIssue]? {
        guard let path else { return nil }
        do {
            let file = try MappedFile(path: "\(folder.root)/\(path)")
            guard file.size <= Self.issueLimit else {
                Console.error("warning: \(path): too large for a list of issues")
                return nil
            }
            return try file.withBytes { bytes throws(ScanError) in try IssueList.read(bytes) }
        } catch {
            Console.error("warning: issues: \(error)")
            return nil
        }
    }
}
