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

    /// What is configured and cannot be read is said, and no figure is made of any of it: part of the defects is a wrong
    /// number of defects.
    func issues(_ feed: IssueFeed?) -> [TrackedIssue]? {
        guard let feed else { return nil }
        do {
            var issues: [TrackedIssue] = []
            if let file = feed.file { issues += try read(file, areIncidents: false) }
            if !feed.command.isEmpty { issues += try printed(by: feed.command) }
            if let file = feed.incidents { issues += try read(file, areIncidents: true) }
            return issues
        } catch {
            Console.error("warning: issues: \(error)")
            return nil
        }
    }

    private func read(_ path: String, areIncidents: Bool) throws -> [TrackedIssue] {
        let file = try MappedFile(path: "\(folder.root)/\(path)")
        guard file.size <= Self.issueLimit else { throw FeedError("\(path): too large for a list of issues") }
        return try file.withBytes { bytes throws(ScanError) in
            try IssueList.read(bytes, areIncidents: areIncidents)
        }
    }

    private func printed(by command: [String]) throws -> [TrackedIssue] {
        let words = command.joined(separator: " ")
        let output: [UInt8]
        do throws(HelperCommand.Failure) {
            output = try HelperCommand.output(
                command,
                directory: folder.root,
                environment: ProcessEnvironment.current()
            )
        } catch {
            throw FeedError("`\(words)`: \(error.reason)")
        }
        return try output.withUnsafeBytes { bytes in
            do { return try IssueList.read(bytes, areIncidents: false) } catch {
                throw FeedError("`\(words)`: \(error)")
            }
        }
    }

    private struct FeedError: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}
