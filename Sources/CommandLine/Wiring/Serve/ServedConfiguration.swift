import Core
import Execution
import Glibc
import Judging
import Serving
import Synchronization

/// What the configuration of a served project says of it, by the gates that hold: read again now and then, as whoever runs the
/// server keeps the project's folder current.
final class ServedConfiguration: Sendable {
    private struct Read {
        var time: Double
        var value: ServedProject.Configured
    }

    /// Seconds.
    private static let lasting = 10.0

    /// Absolute path; there may be no such file.
    private let config: String
    private let known = Mutex<Read?>(nil)

    init(config: String) { self.config = config }

    /// May wait for git.
    var now: ServedProject.Configured {
        known.withLock { known in
            let time = SystemClock().wallTime()
            if let known, time - known.time < Self.lasting { return known.value }
            let value = read()
            known = Read(time: time, value: value)
            return value
        }
    }

    private func read() -> ServedProject.Configured {
        let session = access(config, R_OK) == 0 ? try? ReleaseSession(config: config, remark: { _ in }) : nil
        let root = ProjectFolder.directory(of: config)
        let source = session?.source ?? ProjectSource(root: root, environment: ProcessEnvironment.current())
        let own = GitProbe(directory: root, environment: source.environment).state().branch
        var value = ServedProject.Configured(
            branches: [source.protectedBranch, own, "main", "master"].compactMap(\.self)
        )
        guard let session else { return value }
        let project = session.held.project
        value.quarantine = project.quarantine
        value.settings = project.insight
        let owners = source.codeOwners
        if owners != nil || project.components.contains(where: { $0.owner != nil }) {
            let surroundings = Surroundings(projectFiles: [], root: source.root, now: session.now, codeOwners: owners)
            let evidence = Evidence(reports: [], project: project, surroundings: surroundings)
            value.owner = { $0.file.isEmpty ? nil : evidence.owner(ofFile: $0.file) }
        }
        return value
    }

    /// What a review is made of, with what git, owners and issues say; nil without a configuration.
    ///
    /// `session`: nil where the history is to be opened.
    func window(
        from: Double,
        until: Double,
        branch: String?,
        _ session: HistorySession? = nil
    ) async -> InsightWindow? {
        guard access(config, R_OK) == 0, let folder = try? ProjectFolder.load(config, notes: false, warnings: false),
            let session = session ?? HistorySession.open(root: folder.root, shared: nil)
        else { return nil }
        return try? await WindowReader(session: session, folder: folder)
            .window(from: from, until: until, branch: branch)
    }
}
