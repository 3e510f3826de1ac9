/// Which runs may go: the newest stay, and so does what others rest on; of the rest the oldest go first.
package struct Retention: Sendable, Hashable {
    /// A run as cleaning sees it.
    package struct Run: Sendable, Hashable {
        package var id: String
        /// Seconds since 1970.
        package var started: Double
        /// Of its folder with all that is in it.
        package var bytes: Int
        /// Why it has to stay, as a lowercase fragment; nil where nothing rests on it.
        package var held: String?

        package init(id: String, started: Double, bytes: Int, held: String? = nil) {
            self.id = id
            self.started = started
            self.bytes = bytes
            self.held = held
        }
    }

    /// So many of the newest stay, whatever the other limits say.
    package var fewest: Int
    /// Seconds after which a run may go.
    package var age: Double
    /// Bytes that all runs may take together; nil for no limit.
    package var bytes: Int?

    package init(fewest: Int, age: Double, bytes: Int? = nil) {
        self.fewest = max(0, fewest)
        self.age = age
        self.bytes = bytes
    }

    /// The runs that go, oldest first.
    ///
    /// `now`: in seconds since 1970.
    package func removable(_ runs: [Run], now: Double) -> [Run] {
        let sorted = runs.sorted { ($0.started, $0.id) > ($1.started, $1.id) }
        let free = sorted.dropFirst(fewest).filter { $0.held == nil }.reversed()
        var total = runs.reduce(0) { $0 + $1.bytes }
        return free.filter { run in
            guard run.started < now - age || total > bytes ?? .max else { return false }
            total -= run.bytes
            return true
        }
    }
}
