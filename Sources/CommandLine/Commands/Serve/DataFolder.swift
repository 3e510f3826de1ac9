import Core
import Engine
import Execution
import Glibc
import History
import Serving
import Storage

/// The folder of a server that runs are sent to: a folder for each project, and the tokens.
struct DataFolder {
    let tokens: TokenFile
    let path: String

    init(_ path: String) throws {
        self.path = path
        tokens = TokenFile("\(path)/tokens")
        for folder in [path, "\(path)/projects"] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw CommandFailure(.infrastructure, "\(folder): \(String(cString: strerror(errno)).lowercased())")
        }
    }

    /// Each is opened when it is asked for, with what a crash has left in its folder and not in its index.
    var projects: ProjectRegistry {
        ProjectRegistry(folder: "\(path)/projects") { name, root in
            let files = ProjectHistory(root: root)
            do throws(HistoryError) {
                let synced = try files.open().synced
                for remark in synced.remarks + HistorySession.words(synced.problems) {
                    Console.error("assay serve: \(name): \(remark)")
                }
            } catch {
                Console.error("assay serve: \(name): \(error)")
            }
            let config = "\(root)/\(ProjectFolder.defaultFile)"
            let configuration = ServedConfiguration(config: config)
            var known = ServedProject.Surroundings()
            known.configured = { configuration.now }
            known.window = { await configuration.window(from: $0, until: $1, branch: $2) }
            known.hasReport = { files.summary(of: $0) != nil }
            known.report = { await ServedFolder.report($0, files, root: root) }
            known.desk = ServedDesk(config: config)
            known.judge = { upload async throws(DeskProblem) in try await UploadJudge(root: root).judge(upload) }
            return ServedProject(name: name, files: files, surroundings: known)
        }
    }

    /// Those who may use the server.
    func people(door: PersonDoor?, problem: @escaping @Sendable (String) -> Void) throws -> People {
        do throws(StorageError) { return try People(folder: path, door: door, problem: problem) } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
    }

    /// The text of a new token for programs that read the metrics.
    func makeMetricsToken(days: Int) throws -> String { try keep(ProjectToken.metrics, days: days) }

    /// The text of a new token; the project is made where there is none.
    func makeToken(_ project: String, use: ProjectToken.Use, days: Int) throws -> String {
        let folder = "\(path)/projects/\(project)"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw CommandFailure(.infrastructure, "\(folder): \(String(cString: strerror(errno)).lowercased())")
        }
        return try keep(project, use: use, days: days)
    }

    private func keep(_ project: String, use: ProjectToken.Use = .send, days: Int) throws -> String {
        let now = SystemClock().wallTime()
        let (token, text) = ProjectToken.make(project: project, use: use, now: now, days: days)
        do throws(StorageError) { try tokens.add(token, now: now) } catch {
            throw CommandFailure(.infrastructure, error.description)
        }
        return text
    }
}
