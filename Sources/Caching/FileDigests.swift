import Core
import Execution
import Glibc
import Scanning
import Signing
import Synchronization

/// Digests of files, each read once for as long as it stays as it is.
final class FileDigests: Sendable {
    private struct Known {
        var stamp: FileStamp
        var digest: String
    }

    private let known = Mutex<[String: Known]>([:])

    /// The digest of the content; nil where it cannot be read.
    func digest(of path: String) -> String? {
        let stamp = FileStamp(of: path)
        if let stamp, let entry = known.withLock({ $0[path] }), entry.stamp == stamp { return entry.digest }
        // What changed just now could change again and look the same.
        let isSettled = stamp.map { FileStamp.untilSettled([$0]) == .zero } ?? false
        guard let file = try? MappedFile(path: path) else { return nil }
        let digest = file.withBytes { Digest.sha256($0) }
        if let stamp, isSettled, FileStamp(of: path) == stamp {
            known.withLock { $0[path] = Known(stamp: stamp, digest: digest) }
        }
        return digest
    }

    static func digest(of text: String) -> String { digest(of: Array(text.utf8)) }

    static func digest(of bytes: [UInt8]) -> String { bytes.withUnsafeBytes { Digest.sha256($0) } }
}

/// A file as far as a step can see it: what it holds, whether it is a program, and where a link leads.
struct FileState: Sendable, Hashable {
    /// Permission bits.
    var mode: Int
    var digest: String
    var link: String?

    /// nil where there is no such file.
    init?(_ path: String, _ digests: FileDigests) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        mode = Int(status.st_mode & 0o777)
        guard status.st_mode & S_IFMT == S_IFLNK else {
            guard let digest = digests.digest(of: path) else { return nil }
            self.digest = digest
            return
        }
        link = Self.target(of: path)
        // Of a link that leads nowhere, or to a folder, only that is known.
        let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if isFile { mode = Int(status.st_mode & 0o777) }
        digest = isFile ? digests.digest(of: path) ?? "" : ""
    }

    /// Whose permission it is to run the file differs between machines as their masks do: only the owner's counts.
    var words: String {
        let content = "\(mode & 0o100 == 0 ? "file" : "program") \(digest)"
        return link.map { "link to \($0): \(digest.isEmpty ? "" : content)" } ?? content
    }

    static func target(of path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink(path, &buffer, buffer.count - 1)
        guard length > 0 else { return nil }
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
