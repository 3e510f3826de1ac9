/// One request as the journal keeps it: no headers and no body, which may hold secrets.
package struct JournalEntry: Sendable, Hashable {
    /// From 1, over all namespaces.
    package var number: Int
    /// Seconds since the mock started.
    package var seconds: Double
    package var namespace: String
    package var method: String
    package var path: String
    /// nil where no answer was given.
    package var status: Int?
    /// nil where none matched.
    package var stub: String?
    /// What was injected, in words.
    package var faults: [String]
    /// Why it is nothing that the mock knows.
    package var problem: String?
}

/// The last requests, as many as there is room for.
package struct JournalRing: Sendable {
    private var entries: [JournalEntry] = []
    private var next = 0
    package let capacity: Int

    package init(capacity: Int) { self.capacity = max(1, capacity) }

    package mutating func append(_ entry: JournalEntry) {
        if entries.count < capacity {
            entries.append(entry)
        } else {
            entries[next] = entry
            next = (next + 1) % capacity
        }
    }

    package mutating func removeAll() {
        entries = []
        next = 0
    }

    /// The oldest first.
    package var ordered: [JournalEntry] { Array(entries[next...] + entries[..<next]) }
}
