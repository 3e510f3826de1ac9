import Core
import Engine
import Execution
import Glibc

/// The folder of its own that a step gets, filled with files of the project.
struct FixtureFolder: Sendable {
    /// Absolute path of the project.
    let root: String
    /// Absolute path of the folder.
    let path: String

    /// A file system in memory, where there is one.
    static let memory = "/dev/shm"

    /// Where folders in memory lie, for this user alone; where there is no such file system, on disk.
    static func parent(inMemory: Bool, run: String) -> String {
        let isThere = access(memory, W_OK) == 0
        let place = inMemory && isThere ? memory : "/tmp"
        return "\(place)/assay-data-\(getuid())-\(run)"
    }

    /// Makes the folder as the project has its files now: how many there are.
    func fill(_ globs: [String]) throws(LaunchError) -> Int {
        Folders.remove(path)
        guard Folders.makeParents(of: path), mkdir(path, 0o700) == 0 else {
            throw LaunchError("\(path) cannot be made: \(String(cString: strerror(errno)).lowercased())")
        }
        guard !globs.isEmpty else { return 0 }
        let found = FileGlob(root: root).files(matching: globs.map { Glob($0) })
        guard !found.files.isEmpty else {
            throw LaunchError("no file is a fixture: \(globs.joined(separator: ", ")) match nothing")
        }
        for file in found.files { try Self.copy("\(root)/\(file)", to: "\(path)/\(file)") }
        return found.files.count
    }

    /// Makes a folder what another one is: every file anew, and nothing besides.
    static func copyAll(_ source: String, to target: String) throws(LaunchError) {
        guard access(source, R_OK) == 0 else {
            throw LaunchError("\(source) is not there any more: nothing was restored to \(target)")
        }
        for name in Folders.names(in: target) { Folders.remove("\(target)/\(name)") }
        try copyTree(source, target, depth: 0)
    }

    private static func copyTree(_ source: String, _ target: String, depth: Int) throws(LaunchError) {
        guard depth < 64 else { return }
        for name in Folders.names(in: source) {
            var status = stat()
            guard lstat("\(source)/\(name)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                mkdir("\(target)/\(name)", 0o755)
                try copyTree("\(source)/\(name)", "\(target)/\(name)", depth: depth + 1)
            } else {
                try copy("\(source)/\(name)", to: "\(target)/\(name)")
            }
        }
    }

    /// A copy, as its own file: tests may write into it.
    private static func copy(_ source: String, to target: String) throws(LaunchError) {
        func failure() -> LaunchError {
            LaunchError("\(source) cannot be copied to \(target): \(String(cString: strerror(errno)).lowercased())")
        }
        guard Folders.makeParents(of: target) else { throw failure() }
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw failure() }
        defer { close(from) }
        var status = stat()
        fstat(from, &status)
        let to = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, status.st_mode & 0o777 | S_IWUSR)
        guard to >= 0 else { throw failure() }
        defer { close(to) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(from, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            guard count > 0 else { return }
            var written = 0
            while written < count {
                let piece = buffer[written..<count].withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
                if piece < 0, errno == EINTR { continue }
                guard piece > 0 else { throw failure() }
                written += piece
            }
        }
    }
}
