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

    /// Those of a project that hold.
    ///
    /// `now`: seconds since 1970.
    package func valid(of project: String, now: Double) -> [ProjectToken] {
        tokens.filter { $0.project == project && now < $0.expires }
    }

    /// Adds one, and leaves out those that hold no more.
    package func add(_ token: ProjectToken, now: Double) throws(StorageError) {
        try write(tokens.filter { now < $0.expires } + [token])
    }

    /// False where the project has no such token.
    package func remove(_ id: String, of project: String, now: Double) throws(StorageError) -> Bool {
        let kept = tokens.filter { $0.project != project || $0.id != id }
        guard kept.count < tokens.count else { return false }
        try write(kept)
        return true
    }

    private func write(_ tokens: [ProjectToken]) throws(StorageError) {
        try SecretFile.write(Array(tokens.map { $0.line + "\n" }.joined().utf8), to: path)
    }
}
