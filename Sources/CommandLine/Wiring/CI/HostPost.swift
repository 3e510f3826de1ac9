import Core
import Execution
import Glibc
import History
import Judging
import Remote
import Reports
import Scanning

/// What is to be posted to a code host, whichever it is.
struct HostPost {
    struct Wants {
        var comment: Bool
        var check: Bool
        var findings: Bool
    }

    var run: FinishedRun
    var source: ProjectSource
    var name: String?
    var quietOnGreen: Bool
    var wants: Wants
    var link: String?

    var summary: RunSummary? { if case .finished(let summary) = run { summary } else { nil } }

    var verdict: Verdict { summary?.verdict?.overall ?? .notEvaluated }

    /// Of the check and of the status.
    var title: String { name.map { "assay: \($0)" } ?? "assay" }

    var marker: String { ChangeComment.marker(name ?? "") }

    /// Whether a comment is written where none is: a green one only if that is wanted.
    var writesComment: Bool { !quietOnGreen || verdict.blocks }

    func comment(link: String?) async -> String {
        guard case .finished(let summary) = run else {
            guard case .unfinished(let reason) = run else { return "" }
            return marker + "\n" + CheckOutput(unfinished: reason).summary + "\n"
        }
        return ChangeComment.text(summary, base: await base(of: summary), link: link, name: name ?? "")
    }

    func output(_ annotations: AnnotationList) -> CheckOutput {
        switch run {
        case .finished(let summary): CheckOutput(summary, annotations)
        case .unfinished(let reason): CheckOutput(unfinished: reason)
        }
    }

    /// The lines that the change touches come first.
    func annotations() async -> AnnotationList {
        guard let summary else { return AnnotationList(RunSummary(), change: nil) }
        var change: ChangeSet?
        if case .change(let found)? = await source.snapshot(.lines).change { change = found }
        return AnnotationList(summary, change: change, folder: source.folderInRepository)
    }

    /// The run before, where its summary is at hand.
    private func base(of summary: RunSummary) async -> RunSummary? {
        guard let id = summary.past?.comparison.previous?.id,
            let file = ProjectHistory(root: source.root).summary(of: id)
        else { return nil }
        return try? await SummaryFile.read(file).summary
    }

    func value(_ name: String) -> String? { source.environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Does one thing, and tells what could not be done; true where the token may not.
    func attempt(_ what: String, _ body: () async throws(RemoteError) -> Void) async -> Bool {
        do throws(RemoteError) {
            try await body()
            return false
        } catch {
            Console.error("warning: no \(what): \(error)")
            return error.status == 403 || error.status == 401
        }
    }

    /// The document that an event of GitHub left; nil where there is none.
    func event() -> JSON? {
        guard let path = value("GITHUB_EVENT_PATH"), let file = try? MappedFile(path: path), file.size <= 64 << 20
        else {
            return nil
        }
        return file.withBytes { try? JSON(parsing: $0) }
    }
}

extension ProjectSource {
    /// The project's folder within its repository, from which code hosts count paths; empty for the repository itself.
    var folderInRepository: String {
        guard let top = GitProbe(directory: root, environment: environment).topLevel(), root.hasPrefix(top + "/") else {
            return ""
        }
        return String(root.dropFirst(top.count + 1))
    }
}
