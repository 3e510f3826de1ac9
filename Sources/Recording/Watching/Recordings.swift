import Glibc
package import Selection
import Synchronization

/// What the units of a run were seen to touch, gathered while they run.
package final class Recordings: Sendable {
    private struct State {
        /// nil where folders cannot be watched.
        var watch: FolderWatch?
        /// By unit, how many of its processes run.
        var running: [String: Int] = [:]
        /// By unit, everything that was opened by anybody while it ran.
        var opened: [String: FolderWatch.Seen] = [:]
        /// By unit, the units that ran beside it.
        var beside: [String: Set<String>] = [:]
        var noted: [String: RawTouches] = [:]
        var statics: [String: Bool] = [:]
    }

    private let root: String
    private let search: [String]
    private let state: Mutex<State>
    /// Why not everything can be seen, whatever runs.
    private let problem: String?

    /// `folders`: those that hold files of the project, relative to its root; `path`: where programs are looked up.
    init(root: String, folders: [String], path: String, problem: String?) {
        self.root = root
        self.problem = problem
        search = path.split(separator: ":").map(String.init)
        state = Mutex(State(watch: FolderWatch(root: root, folders: folders)))
    }

    func began(_ unit: String) {
        state.withLock { state in
            Self.drain(&state)
            for other in state.running.keys where other != unit {
                state.beside[unit, default: []].insert(other)
                state.beside[other, default: []].insert(unit)
            }
            state.running[unit, default: 0] += 1
        }
    }

    /// `notes`: what its processes have written down; nil where they could not.
    func ended(_ unit: String, notes: [UInt8]?) {
        state.withLock { state in
            Self.drain(&state)
            let left = (state.running[unit] ?? 1) - 1
            state.running[unit] = left > 0 ? left : nil
            var touches = RawTouches()
            if let notes { touches.read(notes) } else { touches.gaps.insert("nothing was noted of it") }
            if let problem { touches.gaps.insert(problem) }
            for program in touches.programs.union(touches.executed.map { "\(root)/\($0)" }) {
                guard let path = find(program), isStatic(path, &state) else { continue }
                touches.gaps.insert("\(path) is a program that nothing can be loaded into")
            }
            state.noted[unit, default: RawTouches()].unite(touches)
        }
    }

    /// Takes in what was opened meanwhile, before the kernel's list of it is full.
    func tick() { state.withLock { Self.drain(&$0) } }

    private static func drain(_ state: inout State) {
        guard let seen = state.watch?.drain() else { return }
        for unit in state.running.keys {
            state.opened[unit, default: FolderWatch.Seen()].files.formUnion(seen.files)
            state.opened[unit, default: FolderWatch.Seen()].folders.formUnion(seen.folders)
            if seen.isCut { state.opened[unit]?.isCut = true }
        }
    }

    /// What each unit touched; what was opened and nobody noted counts for every unit that ran at the time.
    package var touches: [String: RawTouches] {
        state.withLock { state in
            Self.drain(&state)
            var all = state.noted
            for (unit, noted) in state.noted {
                var (files, folders) = (noted.opened, noted.folders.union(noted.comparedFolders))
                for other in state.beside[unit] ?? [] {
                    guard let other = state.noted[other] else { continue }
                    files.formUnion(other.opened)
                    folders.formUnion(other.folders.union(other.comparedFolders))
                }
                let opened = state.opened[unit] ?? FolderWatch.Seen()
                all[unit]?.unnoted = opened.files.subtracting(files)
                all[unit]?.folders.formUnion(opened.folders.subtracting(folders))
                if opened.isCut { all[unit]?.gaps.insert("more was opened than the kernel could list") }
                if let problem = state.watch?.problem { all[unit]?.gaps.insert(problem) }
                if state.watch == nil { all[unit]?.gaps.insert("folders cannot be watched here") }
            }
            return all
        }
    }

    private func find(_ program: String) -> String? {
        if program.contains("/") { return program }
        return search.lazy.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    private func isStatic(_ path: String, _ state: inout State) -> Bool {
        if let known = state.statics[path] { return known }
        let answer = RecorderLibrary.isStatic(path)
        state.statics[path] = answer
        return answer
    }
}
