import Execution
import Glibc
import Scanning

/// Results in a folder, which several checkouts and machines may share over a network.
package struct FolderStorage: CacheStorage {
    /// Absolute path.
    package let place: String

    package init(_ place: String) { self.place = place }

    /// What is read as a whole: entries of some ten thousand files.
    private static let largest = 64 << 20

    package func read(_ name: String) async throws(CacheError) -> [UInt8]? {
        let path = path(name)
        let file: MappedFile
        do throws(FileError) { file = try MappedFile(path: path) } catch {
            if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
            throw CacheError(path, error.message)
        }
        guard file.size <= Self.largest else { throw CacheError(path, "too large to be what it should be") }
        // What is used stays.
        utimensat(AT_FDCWD, path, nil, 0)
        return file.withBytes { Array($0) }
    }

    package func fetch(_ name: String, into path: String) async throws(CacheError) -> Bool {
        let source = self.path(name)
        guard access(source, F_OK) == 0 else { return false }
        try AtomicFile.copy(source, to: path, mode: 0o600)
        return true
    }

    package func write(_ bytes: [UInt8], as name: String) async throws(CacheError) {
        try AtomicFile.write(bytes, to: path(name))
    }

    package func keep(_ path: String, as name: String) async throws(CacheError) {
        let target = self.path(name)
        // Touched, so that nobody takes it for one that nobody needs.
        if utimensat(AT_FDCWD, target, nil, 0) == 0 { return }
        guard Folders.makeParents(of: target) else { throw AtomicFile.error(target) }
        let part = AtomicFile.neighbour(of: target)
        try AtomicFile.copy(path, to: part, mode: 0o444)
        guard rename(part, target) == 0 else {
            let problem = AtomicFile.error(target)
            unlink(part)
            throw problem
        }
    }

    package func trim(to limit: Double) async { FolderTrimmer(place: place).trim(to: limit) }

    private func path(_ name: String) -> String { "\(place)/\(name)" }
}
