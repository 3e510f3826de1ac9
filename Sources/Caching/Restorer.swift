import Core
import Execution
import Glibc

/// Puts the files of a result into the project: all of them, or none where that can be told beforehand.
struct Restorer: Sendable {
    let files: ProjectFiles
    let storage: any CacheStorage

    private struct Part {
        var file: CacheEntry.File
        var part: String
        var target: String
    }

    /// nil, or why the result cannot be put in place.
    func restore(_ entry: CacheEntry, log: String) async -> String? {
        var parts: [Part] = []
        defer { for part in parts { unlink(part.part) } }
        do throws(CacheError) {
            for file in entry.files where !isInPlace(file) { parts.append(try await prepare(file)) }
            if let digest = entry.log {
                let part = AtomicFile.neighbour(of: log)
                guard Folders.makeParents(of: log) else { throw AtomicFile.error(log) }
                try await fetch(digest, into: part)
                chmod(part, 0o644)
                guard rename(part, log) == 0 else {
                    unlink(part)
                    throw AtomicFile.error(log)
                }
            }
            for part in parts {
                guard rename(part.part, part.target) == 0 else { throw AtomicFile.error(part.target) }
                files.changed(part.file.path)
            }
            return nil
        } catch {
            return "the result of run \(entry.origin.run) could not be put in place: \(error)"
        }
    }

    /// Outputs that are there already keep their times, which other tools look at; a report is always new.
    private func isInPlace(_ file: CacheEntry.File) -> Bool {
        guard !file.isReport, let state = FileState("\(files.root)/\(file.path)", files.digests) else { return false }
        if let link = file.link { return state.link == link }
        return state.link == nil && state.digest == file.digest && state.mode == file.mode
    }

    private func prepare(_ file: CacheEntry.File) async throws(CacheError) -> Part {
        let target = "\(files.root)/\(file.path)"
        guard Folders.makeParents(of: target), isInside(target) else {
            throw CacheError(target, "its folder cannot be made, or lies outside of the project")
        }
        let part = Part(file: file, part: AtomicFile.neighbour(of: target), target: target)
        if let link = file.link {
            guard symlink(link, part.part) == 0 else { throw AtomicFile.error(target) }
            return part
        }
        try await fetch(file.digest, into: part.part)
        guard chmod(part.part, mode_t(file.mode)) == 0 else {
            let problem = AtomicFile.error(target)
            unlink(part.part)
            throw problem
        }
        return part
    }

    /// Byte for byte what was kept, or nothing.
    private func fetch(_ digest: String, into path: String) async throws(CacheError) {
        guard try await storage.fetch(CacheEntry.blob(digest), into: path) else {
            throw CacheError(storage.place, "\(digest.prefix(12)) is no longer there")
        }
        guard files.digests.digest(of: path) == digest else {
            unlink(path)
            throw CacheError(storage.place, "\(digest.prefix(12)) is damaged")
        }
    }

    /// Whether the folder of a path, links followed, is one of the project.
    private func isInside(_ path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
        guard let real = realpath(folder, nil) else { return false }
        defer { free(real) }
        return (String(cString: real) + "/").hasPrefix(files.root == "/" ? "/" : files.root + "/")
    }
}
