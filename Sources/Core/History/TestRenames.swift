/// Tests that vanished and tests that appeared in one run, told apart into moved ones and new ones.
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

    /// A rename needs a reason: the file moved, and class, name and variant are equal; or git says that one file became
    /// the other, and the names are equal.
    ///
    /// `moves`: old path to new path, as git tells them; empty where it is not asked.
    package init(vanished: [TestKey], appeared: [TestKey], moves: [String: String] = [:]) {
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
