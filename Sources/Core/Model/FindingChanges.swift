/// What a run's scanners found beside what they found before.
package struct FindingChanges: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        /// `CVE-2026-1 in openssl`.
        package var title: String
        /// The severity, or the level where there is none.
        package var weight: String
        package var tool: String
        /// The oldest run in sight that had it; of a new one this run.
        package var since: RunComparison.RunName

        package init(title: String, weight: String, tool: String, since: RunComparison.RunName) {
            self.title = title
            self.weight = weight
            self.tool = tool
            self.since = since
        }
    }

    /// Worst first, as all lists.
    package var new: [Item]
    package var fixed: [Item]
    /// Found before and found still.
    package var known: [Item]

    package init(new: [Item] = [], fixed: [Item] = [], known: [Item] = []) {
        self.new = new
        self.fixed = fixed
        self.known = known
    }

    package var isEmpty: Bool { new.isEmpty && fixed.isEmpty && known.isEmpty }
}
