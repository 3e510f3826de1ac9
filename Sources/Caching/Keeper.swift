import Core
import Engine
import Glibc

/// Gathers what a step has made and keeps it.
struct Keeper: Sendable {
    let files: ProjectFiles

    /// Why a result is not kept.
    struct Refusal: Error, Sendable, Hashable {
        var reason: String
    }

    /// The files that a result consists of, each with the place where it lies now; every promise has to be kept.
    func files(of step: Step, _ result: StepResult) throws(Refusal) -> [(file: CacheEntry.File, path: String)] {
        var found: [String: CacheEntry.File] = [:]
        for glob in step.globs(step.outputs) {
            let matches = files.find(glob)
            if let problem = matches.problem { throw Refusal(reason: "the outputs \(glob): \(problem)") }
            if matches.files.isEmpty { throw Refusal(reason: "no file matches the outputs \(glob)") }
            for (path, state) in matches.files { found[path] = file(path, state, isReport: false) }
        }
        for path in result.reports {
            guard let state = FileState("\(files.root)/\(path)", files.digests), !state.digest.isEmpty else {
                throw Refusal(reason: "its report \(path) cannot be read")
            }
            var report = file(path, state, isReport: true)
            report.link = nil
            found[path] = report
        }
        return found.values.sorted { $0.path < $1.path }.map { ($0, "\(files.root)/\($0.path)") }
    }

    private func file(_ path: String, _ state: FileState, isReport: Bool) -> CacheEntry.File {
        CacheEntry.File(path: path, isReport: isReport, mode: state.mode, digest: state.digest, link: state.link)
    }

    /// Writes an entry: its content first, so that whoever finds the entry finds all of it.
    func write(
        _ entry: CacheEntry,
        _ parts: [(file: CacheEntry.File, path: String)],
        log: String?,
        named name: CacheNames,
        to storage: any CacheStorage
    ) async throws(CacheError) {
        for part in parts where part.file.link == nil {
            try await storage.keep(part.path, as: CacheEntry.blob(part.file.digest))
        }
        if let log, let digest = entry.log { try await storage.keep(log, as: CacheEntry.blob(digest)) }
        try await storage.write(entry.bytes, as: name.entry(entry.origin.key))
        try await storage.write(Array(entry.origin.key.utf8), as: name.latest(entry.step))
    }

    static func bytes(_ path: String) -> Double {
        var status = stat()
        return stat(path, &status) == 0 ? Double(status.st_size) : 0
    }
}

/// Names of objects: by whose they are.
struct CacheNames: Sendable, Hashable {
    private let scope: String

    init(_ scope: CacheScope) {
        switch scope {
        case .shared: self.scope = "shared"
        case .own(let branch): self.scope = "own-\(FileDigests.digest(of: branch).prefix(16))"
        }
    }

    func entry(_ key: String) -> String { "entries/\(scope)/\(key.prefix(2))/\(key)" }

    /// The key of the result of a step that was used last.
    func latest(_ step: String) -> String { "latest/\(scope)/\(FileDigests.digest(of: step).prefix(32))" }
}
