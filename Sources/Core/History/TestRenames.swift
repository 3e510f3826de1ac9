/// Tests that vanished and tests that appeared in one run, told apart into moved ones, renamed ones and new ones.
package struct TestRenames: Sendable, Hashable {
    package struct Rename: Sendable, Hashable {
        package var from: TestKey
        package var to: TestKey

        package init(from: TestKey, to: TestKey) {
            self.from = from
            self.to = to
        }
    }

    /// Each new key with the vanished one that it continues.
    package private(set) var renames: [Rename] = []
    /// New keys that might continue several vanished ones, or share the one with others: they count as new tests.
    package private(set) var ambiguous: [TestKey] = []

    /// Of the run before less than this share is in the new one: part of the tests ran, and none of them has vanished.
    private static let wholeShare = 0.5

    /// Whether a run with so many of the tests of the run before is a whole one.
    package static func isWhole(kept: Int, of count: Int) -> Bool { Double(kept) >= wholeShare * Double(count) }

    /// A rename needs a reason: the source says that a test has another name and the same body; the file moved, and class,
    /// name and variant are equal; or git says that one file became the other, and the names are equal.
    ///
    /// `told`: what the source says.
    /// `moves`: old path to new path, as git tells them; empty where it is not asked.
    package init(vanished: [TestKey], appeared: [TestKey], told: [Rename] = [], moves: [String: String] = [:]) {
        var (vanished, appeared) = (vanished, appeared)
        if !told.isEmpty {
            let (old, new) = (Set(vanished), Set(appeared))
            renames = told.filter { old.contains($0.from) && new.contains($0.to) }
            let known = Set(renames.flatMap { [$0.from, $0.to] })
            vanished.removeAll { known.contains($0) }
            appeared.removeAll { known.contains($0) }
        }
        let old = Dictionary(grouping: vanished) { $0.unplaced }
        let new = Dictionary(grouping: appeared) { $0.unplaced }
        for (name, candidates) in new.sorted(by: { $0.key < $1.key }) {
            guard let former = old[name] else { continue }
            if candidates.count == 1, former.count == 1 {
                renames.append(Rename(from: former[0], to: candidates[0]))
                continue
            }
            pair(candidates, with: former, moves)
        }
    }

    /// Of several candidates only what git vouches for is paired.
    private mutating func pair(_ candidates: [TestKey], with former: [TestKey], _ moves: [String: String]) {
        for key in candidates {
            let sources = former.filter { !key.file.isEmpty && moves[$0.file] == key.file }
            if sources.count == 1 {
                renames.append(Rename(from: sources[0], to: key))
            } else {
                ambiguous.append(key)
            }
        }
    }
}
