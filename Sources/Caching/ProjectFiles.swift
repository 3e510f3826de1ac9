import Core
import Execution
import Glibc
import Synchronization

/// The files of a project that globs name, as a step would find them now.
final class ProjectFiles: Sendable {
    struct Found: Sendable, Hashable {
        /// By path, relative to the root.
        var files: [String: FileState] = [:]
        /// Why what was found is not all.
        var problem: String?
    }

    let root: String
    let digests = FileDigests()
    private let finder: FileGlob
    /// Paths by glob; only while nothing can have changed them.
    private let known = Mutex<[String: Known]>([:])

    private struct Known {
        var glob: Glob
        var found: FileGlob.Found
    }

    /// Commands that run now.
    private let running = Mutex(0)

    init(root: String) {
        self.root = root
        finder = FileGlob(root: root, listsLinks: true)
    }

    /// A command has started: from now on files come and go.
    func commandStarted() { change(by: 1) }
    func commandEnded() { change(by: -1) }

    /// A file has been made or changed by ourselves.
    func changed(_ path: String) {
        known.withLock { known in
            for (text, entry) in known where entry.glob.matches(path) { known[text] = nil }
        }
    }

    private func change(by count: Int) {
        running.withLock { $0 += count }
        known.withLock { $0.removeAll() }
    }

    /// What a glob matches, and whatever lies in folders that links among it lead to.
    func find(_ glob: String) -> Found {
        let paths = paths(glob)
        var found = Found(problem: paths.problems.first)
        for path in paths.files { add(path, to: &found, depth: 0) }
        return found
    }

    private func add(_ path: String, to found: inout Found, depth: Int) {
        guard found.files[path] == nil else { return }
        guard let state = FileState("\(root)/\(path)", digests) else {
            found.problem = found.problem ?? "\(path) cannot be read"
            return
        }
        found.files[path] = state
        guard state.link != nil, state.digest.isEmpty, let folder = folder(behind: path, &found) else { return }
        guard depth < 16 else {
            found.problem = found.problem ?? "\(path): a link behind too many others"
            return
        }
        for inner in paths(Glob.quoted(folder) + "/**").files { add(inner, to: &found, depth: depth + 1) }
    }

    /// The folder, relative to the root, that a link leads to; nil where it leads nowhere.
    private func folder(behind path: String, _ found: inout Found) -> String? {
        guard let real = realpath("\(root)/\(path)", nil) else { return nil }
        defer { free(real) }
        let target = String(cString: real)
        guard target.hasPrefix(root + "/") else {
            found.problem = found.problem ?? "\(path): a link to a folder outside of the project"
            return nil
        }
        return String(target.dropFirst(root.count + 1))
    }

    private func paths(_ text: String) -> FileGlob.Found {
        if let entry = known.withLock({ $0[text] }) { return entry.found }
        let isQuiet = running.withLock { $0 } == 0
        let glob = Glob(text)
        let found = finder.files(matching: [glob])
        // One file is found as fast as it is looked up here.
        guard !glob.isLiteral, isQuiet, running.withLock({ $0 }) == 0 else { return found }
        known.withLock { $0[text] = Known(glob: glob, found: found) }
        return found
    }
}
