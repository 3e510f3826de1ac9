/// What was masked, by which rule, and what was left.
package struct MaskTally: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var rule: MaskRule?
        /// Why it has its rule, or none.
        package var reason: String
        package var masked = 0
        /// Found inside of its texts and replaced there, by kind.
        package var inside: [PersonalKind: Int] = [:]
        package var isQuasi: Bool

        package init(name: String, rule: MaskRule?, reason: String, isQuasi: Bool) {
            self.name = name
            self.rule = rule
            self.reason = reason
            self.isQuasi = isQuasi
        }
    }

    package var rows = 0
    package var columns: [String: Column] = [:]
    package var order: [String] = []
    /// What the values of direct identifiers were.
    private(set) var originals = IdentitySet()
    /// How many different ones are known.
    package var originalCount: Int { originals.count }
    /// Originals beyond what is kept to be looked for.
    package var forgotten = 0
    /// Rows by what their quasi-identifiers say.
    package var groups: [UInt64: Int] = [:]
    /// Of all values of the output, those that were a direct identifier of the input.
    package var remaining = 0

    package init() {}

    private static let originalLimit = 20_000_000

    /// Identities that wait to be remembered, or to be looked for.
    private var waiting: [UInt64] = []
    private static let portion = 512

    /// Remembers the identity of an original.
    mutating func remember(_ identity: UInt64) {
        waiting.append(identity)
        if waiting.count == Self.portion { rememberWaiting() }
    }

    /// To be called before the tally is read.
    mutating func rememberWaiting() {
        if originals.count < Self.originalLimit {
            originals.insert(waiting)
        } else {
            forgotten += waiting.count - originals.count(of: waiting)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Looks for an identity of the output among the originals.
    mutating func lookFor(_ identity: UInt64) {
        waiting.append(identity)
        if waiting.count == Self.portion { lookForWaiting() }
    }

    /// To be called before the tally is read.
    mutating func lookForWaiting() {
        remaining += originals.count(of: waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    /// The size of the smallest group; nil where no column is a quasi-identifier.
    package var anonymity: Int? { columns.values.contains { $0.isQuasi } ? groups.values.min() : nil }
}
