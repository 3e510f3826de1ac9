import Glibc
import Scanning

/// A folder of a test's own below the system's temporary folder, removed at the end of the test.
final class Folder {
    let path: String
    /// Where the standard streams of programs go: outside `path`, so that no project sees them.
    let out: String
    let err: String

    /// The root of the package that these tests belong to.
    static let projectRoot: String = {
        var path = #filePath
        for _ in 0..<4 { path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path }
        return path
    }()

    init() {
        var template = Array("/tmp/assay-test-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
        out = path + ".out"
        err = path + ".err"
    }

    deinit {
        for file in [out, err] { unlink(file) }
        let process = Program.spawn(["/bin/rm", "-rf", path], out: "/dev/null", err: "/dev/null")
        waitpid(process, nil, 0)
    }

    /// Writes a file below the folder, making the folders on the way.
    func write(_ text: String, to name: String, mode: mode_t = 0o644) {
        write(Array(text.utf8), to: name, mode: mode)
    }

    func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o644) {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o755)
        }
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, mode)
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            offset += count
        }
    }

    func read(_ file: String) -> String {
        String(decoding: Self.bytes(file.hasPrefix("/") ? file : path + "/" + file), as: UTF8.self)
    }

    func exists(_ name: String) -> Bool { access(path + "/" + name, F_OK) == 0 }

    /// A file's bytes; empty where it cannot be read.
    static func bytes(_ file: String) -> [UInt8] {
        let descriptor = open(file, O_RDONLY)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }

    /// Waits until something holds, without sleeping longer than it needs; false after the limit.
    static func eventually(within seconds: Double = 20, _ condition: () -> Bool) -> Bool {
        for _ in 0..<Int(seconds * 100) {
            if condition() { return true }
            usleep(10_000)
        }
        return condition()
    }
}
