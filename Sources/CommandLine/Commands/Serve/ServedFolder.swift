import Core
import Engine
import Execution
import Glibc
import History
import Judging
import Reports
import Scanning
import Serving
import Storage
import Story

/// The project that the user stands in, as the dashboard shows it.
struct ServedFolder {
    var options: ProjectOptions

    func project() async throws -> ServedProject {
        let root = options.root
        let session = try HistorySession.required(root: root, shared: await options.shared().folder)
        let config = "\(root)/\(Self.fileName(options.config))"
        let configuration = ServedConfiguration(config: config)
        var known = ServedProject.Surroundings()
        known.configured = { configuration.now }
        let files = session.files
        known.hasReport = { files.summary(of: $0) != nil }
        known.report = { await Self.report($0, files, root: root) }
        known.desk = ServedDesk(config: config)
        known.window = { await configuration.window(from: $0, until: $1, branch: $2, session) }
        let name = root.split(separator: "/").last.map(String.init) ?? "project"
        return ServedProject(name: name, files: files, surroundings: known)
    }

    private static func fileName(_ config: String?) -> String {
        (config ?? ProjectFolder.defaultFile).split(separator: "/").last.map(String.init) ?? ProjectFolder.defaultFile
    }

    /// The page of a run, made from its summary; nil where there is none, or where it cannot be read.
    static func report(_ run: String, _ files: ProjectHistory, root: String) async -> [UInt8]? {
        guard let path = files.summary(of: run), let summary = try? await SummaryFile.read(path).summary else {
            return nil
        }
        return ReportForm.html.bytes(summary, details: DetailsFile.read(RunStore(root: root).folder(run)))
    }
}

/// The simulated projects, in a folder of their own.
struct DemoFolder {
    private let path: String

    init() throws {
        let base = ProcessEnvironment.current()["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/assay-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure(.infrastructure, "\(base): \(String(cString: strerror(errno)).lowercased())")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func projects() async throws -> [ServedProject] {
        let now = SystemClock().wallTime()
        var projects: [ServedProject] = []
        for story in DemoStory.projects(now: now) {
            let root = "\(path)/\(story.name)"
            mkdir(root, 0o755)
            let files = ProjectHistory(root: root)
            do throws(HistoryError) {
                let history = try files.open().history
                for record in story.records { try history.add(record) }
            } catch {
                throw CommandFailure(.infrastructure, error.description)
            }
            var known = ServedProject.Surroundings()
            if story.name == DemoStory.names.first {
                try await DemoDesk(root: root, records: story.records, now: now).write()
                try await DemoRuns(root: root, records: story.records).write()
                let config = "\(root)/\(ProjectFolder.defaultFile)"
                let configuration = ServedConfiguration(config: config)
                known.desk = ServedDesk(config: config)
                known.configured = { configuration.now }
                known.window = { await configuration.window(from: $0, until: $1, branch: $2) }
            }
            projects.append(ServedProject(name: story.name, files: files, surroundings: known))
        }
        return projects
    }

    func remove() { Folders.remove(path) }
}
