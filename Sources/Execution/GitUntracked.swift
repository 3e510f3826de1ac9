import Glibc

/// An index of its own in which new files are known, so that a diff shows them and follows those that were moved.
///
/// The repository is not written to: index and objects go to a temporary folder, which ends with this value.
final class GitUntracked {
    /// What git has to be started with to see the new files; empty where there are none.
    let environment: [String: String]
    private let folder: String?

    private init(environment: [String: String], folder: String?) {
        self.environment = environment
        self.folder = folder
    }

    deinit {
        guard let folder else { return }
        _ = CapturedCommand(
            arguments: ["rm", "-rf", "--", folder],
            environment: ["PATH": "/usr/bin:/bin"],
            directory: "/"
        ).run()
    }

    /// nil where git cannot list or take in the new files below the directory.
    static func index(directory: String, environment: [String: String]) -> GitUntracked? {
        let git = GitCommand(directory: directory, environment: environment)
        guard let listed = git.output(["ls-files", "--others", "--exclude-standard", "-z"]) else { return nil }
        // A repository within this one ends in a slash: it is none of our files.
        let names = listed.split(separator: 0).filter { $0.last != UInt8(ascii: "/") }
        guard !names.isEmpty else { return GitUntracked(environment: [:], folder: nil) }
        guard let index = git.line(["rev-parse", "--git-path", "index"]),
            let objects = git.line(["rev-parse", "--git-path", "objects"])
        else { return nil }
        var template = Array("/tmp/assay-index-XXXXXX".utf8CString)
        guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else { return nil }
        let result = GitUntracked(
            environment: [
                "GIT_INDEX_FILE": folder + "/index", "GIT_OBJECT_DIRECTORY": folder + "/objects",
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": absolute(objects, directory),
            ],
            folder: folder
        )
        let source = absolute(index, directory)
        guard access(source, F_OK) != 0 || copy(source, to: folder + "/index"),
            mkdir(folder + "/objects", 0o700) == 0,
            write(Array(names.joined(separator: [0])), to: folder + "/names")
        else { return nil }
        let own = GitCommand(directory: directory, environment: environment, own: result.environment)
        let added = own.output([
            "--literal-pathspecs", "add", "--intent-to-add", "--pathspec-from-file=\(folder)/names",
            "--pathspec-file-nul",
        ])
        return added == nil ? nil : result
    }

    private static func absolute(_ path: String, _ directory: String) -> String {
        path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    private static func copy(_ source: String, to target: String) -> Bool {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            if count == 0 { return write(bytes, to: target) }
            bytes += buffer.prefix(count)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { break }
            offset += written
        }
        return close(descriptor) == 0 && offset == bytes.count
    }
}
