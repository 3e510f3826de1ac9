import Containers
import Core
import Engine
import Glibc
import Synchronization

/// The folders of a run's services: private, and short enough for the path of a socket, below `/tmp`.
///
/// A run holds a lock on its folder, which the kernel releases however the run ends: the next run removes every folder
/// of the same user that nobody holds.
final class ServiceFolders: Sendable {
    static let base = "/tmp/assay-services-\(geteuid())"
    private static let lockName = "lock"

    private let run: String
    private let state = Mutex(State())

    private struct State {
        var path: String?
        var lock: Int32 = -1
        var count = 0
    }

    init(run: String) { self.run = run }

    deinit { close() }

    /// A new folder that belongs to the account, or to this program's own user.
    func make(for account: Account?) throws(LaunchError) -> String {
        let result = state.withLock { state -> Result<String, LaunchError> in
            do throws(LaunchError) {
                let parent = try Self.opened(run, &state)
                state.count += 1
                let path = "\(parent)/\(state.count)"
                guard mkdir(path, 0o700) == 0 else { throw Self.failure(path) }
                if let account, chown(path, account.user, account.group) != 0 { throw Self.failure(path) }
                return .success(path)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func remove(_ path: String) { Self.removeTree(path) }

    /// The folder of the run, which its containers are labelled with; the engine that has them is written down there, so
    /// that they are found should this program be killed.
    func own(_ engine: ContainerEngine) throws(LaunchError) -> String {
        let result = state.withLock { state -> Result<String, LaunchError> in
            do throws(LaunchError) { return .success(try Self.opened(run, &state)) } catch { return .failure(error) }
        }
        let path = try result.get()
        guard ContainerTraces.note(engine, in: path) else { throw Self.failure("\(path)/containers") }
        return path
    }

    /// Removes all that is left.
    func close() {
        let (path, lock) = state.withLock { state in
            defer { (state.path, state.lock) = (nil, -1) }
            return (state.path, state.lock)
        }
        if let path {
            ContainerTraces.remove(notedIn: path)
            Self.removeTree(path)
        }
        if lock >= 0 { Glibc.close(lock) }
    }

    private static func failure(_ path: String) -> LaunchError {
        LaunchError("cannot make the folder \(path) for a service: \(String(cString: strerror(errno)))")
    }

    private static func opened(_ run: String, _ state: inout State) throws(LaunchError) -> String {
        if let path = state.path { return path }
        try makeBase()
        sweep()
        for number in 0..<100 {
            let path = "\(base)/\(run)\(number == 0 ? "" : "-\(number)")"
            guard mkdir(path, 0o711) == 0 else {
                if errno == EEXIST { continue }
                throw failure(path)
            }
            let lock = open("\(path)/\(lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard lock >= 0 else { throw failure(path) }
            // Somebody may have swept it away between the two calls.
            guard flock(lock, LOCK_EX | LOCK_NB) == 0, access("\(path)/\(lockName)", F_OK) == 0 else {
                Glibc.close(lock)
                continue
            }
            (state.path, state.lock) = (path, lock)
            return path
        }
        throw failure(base)
    }

    /// The folder of all runs of the user, which nobody else can have put there.
    private static func makeBase() throws(LaunchError) {
        guard mkdir(base, 0o711) == 0 || errno == EEXIST else { throw failure(base) }
        guard isOurs else {
            throw LaunchError("\(base) is not a folder of this user alone: remove it; services need it")
        }
    }

    private static var isOurs: Bool {
        var status = stat()
        return lstat(base, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
            && status.st_mode & 0o022 == 0
    }

    /// Removes what runs have left that were killed.
    static func sweep() {
        guard isOurs else { return }
        for name in names(in: base) {
            let path = "\(base)/\(name)"
            let lock = open("\(path)/\(lockName)", O_RDWR | O_CLOEXEC)
            guard lock >= 0 else { continue }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 {
                Leftovers.kill(in: path)
                ContainerTraces.remove(notedIn: path)
                removeTree(path)
            }
            Glibc.close(lock)
        }
    }

    static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Follows no links.
    ///
    /// The lock goes last, so that what could not be removed is found again.
    static func removeTree(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in names(in: path).sorted(by: { $0 != lockName && $1 == lockName }) { removeTree("\(path)/\(name)") }
        rmdir(path)
    }
}
