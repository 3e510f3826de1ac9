package import Scanning

/// What people and programs did.
package enum AuditPage {
    private static let listed = 100

    package struct Entry: Sendable {
        package var number: Int
        /// Seconds since 1970.
        package var time: Double
        package var kind: String
        package var actor: String
        package var facts: JSON
        package var digest: String

        package init(number: Int, time: Double, kind: String, actor: String, facts: JSON, digest: String) {
            self.number = number
            self.time = time
            self.kind = kind
            self.actor = actor
            self.facts = facts
            self.digest = digest
        }
    }

    /// `entries`: the oldest first.
    package static func view(_ address: Address, _ entries: [Entry], title: String = "Audit") -> View {
        let (kind, sought) = (address.query["kind"], address.query["q"]?.lowercased())
        let before = address.query["before"].flatMap { Int($0) } ?? Int.max
        let fitting = entries.reversed().filter { entry in
            entry.number < before && (kind == nil || entry.kind == kind)
                && (sought.map { (entry.actor + " " + entry.facts.text()).lowercased().contains($0) } ?? true)
        }
        let shown = fitting.prefix(listed)
        let next =
            fitting.count > listed
            ? shown.last.map { address.to(address.page, address.query.with("before", "\($0.number)")) } : nil
        let columns = [
            View.Column("number", "Entry", isNumber: true), View.Column("time", "When, UTC"),
            View.Column("kind", "What"), View.Column("actor", "Who"), View.Column("facts", "With"),
            View.Column("digest", "Digest"),
        ]
        let rows = shown.map { entry -> [Cell] in
            [
                .count(entry.number), .time(entry.time), Cell(entry.kind), Cell(entry.actor),
                Cell(words(entry.facts), entry.facts), Cell(String(entry.digest.prefix(12)), JSON(entry.digest), .code),
            ]
        }
        return View(
            title,
            lead: "Each entry is chained to the one before it by its digest; the chain is whole.",
            filter: Choices([
                Choices.Field("kind", "What", value: kind, choices: Set(entries.map(\.kind)).sorted()),
                Choices.Field("q", "Words", value: address.query["q"]),
            ]),
            blocks: [
                View.Block("entries", "", .table(View.Table(columns, Array(rows), empty: "Nothing yet.", next: next)))
            ]
        )
    }

    private static func words(_ facts: JSON) -> String {
        let members = (facts.object ?? []).map { "\($0.key): \($0.value.string ?? $0.value.text())" }
        return members.joined(separator: ", ")
    }
}
