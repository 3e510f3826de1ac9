import Core

/// What the history says of single tests of a run.
struct TestNews {
    private var letters: [TestKey: Character] = [:]
    private var changes: [TestKey: RunComparison.Change] = [:]
    private var owners: [TestKey: String] = [:]
    /// Whether there is a run to compare with.
    let isKnown: Bool

    init(_ past: RunPast?) {
        isKnown = past?.comparison.previous != nil
        guard let past, isKnown else { return }
        let comparison = past.comparison
        for key in comparison.newTests { letters[key] = "a" }
        for change in comparison.fixed { note(change, "x") }
        for change in comparison.stillFailing { note(change, "s") }
        for change in comparison.newFailures { note(change, "n") }
        for group in past.groups {
            guard let owner = group.owner else { continue }
            for key in group.tests { owners[key] = CleanText.line(owner) }
        }
    }

    private mutating func note(_ change: RunComparison.Change, _ letter: Character) {
        letters[change.key] = letter
        changes[change.key] = change
    }

    /// `n` failed newly, `s` fails still, `x` was mended, `a` was added, `-` for all else.
    func letter(_ key: TestKey) -> Character { letters[key] ?? "-" }

    func owner(_ key: TestKey) -> String? { owners[key] }

    /// `failing since run …, passed last in run …`.
    func since(_ key: TestKey) -> String? {
        guard let change = changes[key] else { return nil }
        let parts = [
            change.since.map { "failing since run \($0)" }, change.lastPassed.map { "passed last in run \($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : CleanText.line(parts.joined(separator: ", "))
    }
}
