/// Which step of a run each file of evidence belongs to: each file to the one that wrote it, and to no other.
package struct EvidenceClaims: Sendable {
    /// What became of a step's wish to have a file as its evidence.
    package enum Answer: Sendable, Equatable {
        /// A try of the step wrote it.
        case own(try: Int)
        /// Another step wrote it, and this one left it as it was: no claim.
        case ofAnother(String)
        /// Nobody in this run wrote it.
        case untouched
        /// Several steps wrote it, or may have: their names, the asking one first.
        case disputed([String])
    }

    private struct Candidate: Sendable {
        var globs: [Glob]
        var before: [String: FileStamp]

        func promises(_ path: String) -> Bool { globs.contains { $0.matches(path) } }
        func names(_ path: String) -> Bool { globs.contains { $0.isLiteral && $0.matches(path) } }
    }

    private struct Owner: Sendable {
        var step: String
        var stamp: FileStamp
    }

    /// Steps that have started and whose evidence has not been read.
    private var running: [String: Candidate] = [:]
    private var owners: [String: Owner] = [:]
    private var disputes: [String: Owner] = [:]

    package init() {}

    /// A step starts; `before` is what lies at its places.
    package mutating func started(_ step: String, _ globs: [Glob], before: [String: FileStamp]) {
        running[step] = Candidate(globs: globs, before: before)
    }

    /// A step wrote the file before the run was cut off that goes on now; `stamp` is its state.
    package mutating func carried(_ path: String, by step: String, _ stamp: FileStamp) {
        owners[path] = Owner(step: step, stamp: stamp)
    }

    /// Nothing that appears from now on can be the step's.
    package mutating func ended(_ step: String) { running[step] = nil }

    /// Answers a step, whose command has ended, for a file that it promises.
    package mutating func claim(_ path: String, by step: String, _ tries: StepTries) -> Answer {
        guard let stamp = tries.now[path] else { return .untouched }
        if let dispute = disputes[path], dispute.stamp == stamp, dispute.step != step {
            return .ofAnother(dispute.step)
        }
        guard let number = tries.writer(of: path) else { return unwritten(path, stamp, step) }
        if let owner = owners[path], owner.step != step {
            return owner.stamp == stamp ? .ofAnother(owner.step) : .disputed([step, owner.step])
        }
        let rivals = rivals(of: step, path, stamp)
        if !rivals.isEmpty {
            let named = rivals.filter { running[$0]?.names(path) ?? false }
            guard running[step]?.names(path) ?? false else {
                return named.count == 1 ? .ofAnother(named[0]) : dispute(path, stamp, [step] + rivals)
            }
            if !named.isEmpty { return dispute(path, stamp, [step] + named) }
        }
        owners[path] = Owner(step: step, stamp: stamp)
        return .own(try: number)
    }

    private func unwritten(_ path: String, _ stamp: FileStamp, _ step: String) -> Answer {
        if let owner = owners[path], owner.step != step { return .ofAnother(owner.step) }
        return rivals(of: step, path, stamp).first.map(Answer.ofAnother) ?? .untouched
    }

    /// Running steps that promise the file too, and since whose start it has changed.
    private func rivals(of step: String, _ path: String, _ stamp: FileStamp) -> [String] {
        running.filter { $0.key != step && $0.value.before[path] != stamp && $0.value.promises(path) }.keys.sorted()
    }

    private mutating func dispute(_ path: String, _ stamp: FileStamp, _ steps: [String]) -> Answer {
        disputes[path] = Owner(step: steps[0], stamp: stamp)
        return .disputed(steps)
    }
}
