import Glibc
import History
import Scanning
import Synchronization

/// How much each project has stored, and how much it may.
package final class RoomBook: Sendable {
    /// Bytes that a project may keep; 0 for as many as there is room for.
    package let quota: Int
    private let used = Mutex<[String: Int]>([:])

    package init(quota: Int) { self.quota = quota }

    /// Bytes of the project's files; looked at once, and then counted along.
    func used(_ project: ServedProject) -> Int {
        if let known = used.withLock({ $0[project.name] }) { return known }
        let size = Self.size(project.state, depth: 0)
        used.withLock { $0[project.name] = size }
        return size
    }

    /// False where so many bytes more are too many.
    func hasRoom(for bytes: Int, _ project: ServedProject) -> Bool {
        quota == 0 || used(project) + bytes <= quota
    }

    func add(_ bytes: Int, _ project: ServedProject) {
        _ = used(project)
        used.withLock { $0[project.name]? += bytes }
    }

    private static func size(_ folder: String, depth: Int) -> Int {
        guard depth < 8, let stream = opendir(folder) else { return 0 }
        defer { closedir(stream) }
        var size = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard name != ".", name != "..", lstat("\(folder)/\(name)", &status) == 0 else { continue }
            size +=
                status.st_mode & S_IFMT == S_IFDIR
                ? Self.size("\(folder)/\(name)", depth: depth + 1) : Int(status.st_size)
        }
        return size
    }
}

/// When each token was used last, as long as the server runs.
final class TokenUses: Sendable {
    private let uses = Mutex<[String: Double]>([:])

    func note(_ id: String, at now: Double) { uses.withLock { $0[id] = now } }

    /// Seconds since 1970.
    func last(_ id: String) -> Double? { uses.withLock { $0[id] } }
}
