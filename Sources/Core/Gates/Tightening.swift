import Criteria

/// Whether gates ask for at least as much as others do.
package enum Tightening {
    /// What is looser, and where that stands.
    package struct Complaint: Sendable, Hashable {
        package var message: String
        package var location: SourceLocation?
    }

    /// What of the new gates is less than the old ones ask, or cannot be told to be as much.
    package static func complaints(_ new: [Gate], over old: [Gate]) -> [Complaint] {
        old.flatMap { gate -> [Complaint] in
            guard let changed = new.first(where: { $0.id == gate.id }) else {
                return [Complaint(message: "\(gate.id.rawValue) is gone", location: nil)]
            }
            return complaints(changed, over: gate)
        }
    }

    private static func complaints(_ new: Gate, over old: Gate) -> [Complaint] {
        var all: [Complaint] = []
        let add = { (message: String, location: SourceLocation?) in
            all.append(Complaint(message: "\(old.id.rawValue)\(message)", location: location ?? new.location))
        }
        if old.blocking, !new.blocking { add(" no longer blocks", nil) }
        if !old.bypassAllowed, new.bypassAllowed { add(" may be bypassed", nil) }
        if old.licensePolicy != new.licensePolicy { add(" has another license_policy", nil) }
        for criterion in old.criteria {
            guard let changed = new.criteria.first(where: { $0.path == criterion.path }) else {
                add(".\(criterion.path) is gone", nil)
                continue
            }
            if let complaint = complaint(changed, over: criterion) {
                add(".\(criterion.path): \(complaint)", changed.location)
            }
        }
        return all
    }

    private static func complaint(_ new: Criterion, over old: Criterion) -> String? {
        guard isAsMuch(new.expression, as: old.expression) else {
            return "'\(new.written)' asks for less than '\(old.written)', or for something else"
        }
        if !Set(old.cells).isSubset(of: new.cells) || old.cells.isEmpty && !new.cells.isEmpty {
            return "it asks of fewer than before"
        }
        if old.parameters != new.parameters { return "it is about something else than before" }
        var (mine, others) = (new.qualifiers, old.qualifiers)
        if mine.minSamples ?? 0 < others.minSamples ?? 0 { return "it needs fewer samples" }
        (mine.minSamples, others.minSamples) = (nil, nil)
        if mine.appliesTo == .all || mine.appliesTo == nil { (mine.appliesTo, others.appliesTo) = (nil, nil) }
        return mine == others ? nil : "what narrows it differs"
    }

    /// Whether whatever satisfies the new condition satisfies the old one: told of comparisons with an amount alone.
    static func isAsMuch(_ new: Expression?, as old: Expression?) -> Bool {
        if new == old { return true }
        guard case .comparison(let operation, let left, let right) = new,
            case .comparison(let asked, let value, let limit) = old, left == value, let mine = amount(right),
            let theirs = amount(limit), mine.unit == theirs.unit
        else { return false }
        switch (operation, asked) {
        case (.atLeast, .atLeast), (.greater, .greater), (.greater, .atLeast): return mine.value >= theirs.value
        case (.atLeast, .greater): return mine.value > theirs.value
        case (.atMost, .atMost), (.less, .less), (.less, .atMost): return mine.value <= theirs.value
        case (.atMost, .less): return mine.value < theirs.value
        default: return false
        }
    }

    /// The amount of a literal, and whether it has a dimension.
    private static func amount(_ expression: Expression) -> (value: Double, unit: Dimension?)? {
        switch expression {
        case .number(let number): (number, nil)
        case .quantity(let quantity): (quantity.value, quantity.dimension)
        default: nil
        }
    }
}
