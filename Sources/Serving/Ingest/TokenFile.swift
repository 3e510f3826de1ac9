import Glibc
import Scanning
package import Storage

/// The tokens of a server, one a line, in a file that its owner alone may read.
package struct TokenFile: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// Those that can be read; none where there is no file.
    package var tokens: [ProjectToken] {
        guard let file = try? MappedFile(path: path) else { return [] }
        let text = file.withBytes { String(decoding: Array($0), as: UTF8.self) }
        return text.split(separator: "\n").compactMap { ProjectToken(line: $0) }
    }

    /// Adds one, and leaves out those that hold no more.
    ///
    /// `now`: seconds since 1970.
    package func add(_ token: ProjectToken, now: Double) throws(StorageError) {
        let kept = tokens.filter { now < $0.expires } + [token]
        try ReplacementFile.write(Array(kept.map { $0.line + "\n" }.joined().utf8), to: path)
        chmod(path, 0o600)
    }
}
