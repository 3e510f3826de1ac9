import Core
import Criteria

/// Takes values out of a checked part of the file, and enters in the ledger what was taken.
struct Reader {
    struct Entry {
        let name: String
        let key: YAMLNode
        let value: Reader
    }

    let checked: Checked
    let ledger: OpenLedger

    var node: YAMLNode { checked.node }

    /// The value of a key, which now counts as used.
    subscript(_ name: String) -> Reader? {
        guard case .mapping(let entries) = checked.content else { return nil }
        ledger.use(node)
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        ledger.use(entry.key)
        return Reader(checked: entry.value, ledger: ledger)
    }

    /// Every entry in the order of the file; the keys count as used.
    var entries: [Entry] {
        guard case .mapping(let entries) = checked.content else { return [] }
        ledger.use(node)
        return entries.map { entry in
            ledger.use(entry.key)
            return Entry(name: entry.name, key: entry.key, value: Reader(checked: entry.value, ledger: ledger))
        }
    }

    /// The elements of a list; nil where there is none.
    var items: [Reader]? {
        guard case .list(let items) = checked.content else { return nil }
        ledger.use(node)
        return items.map { Reader(checked: $0, ledger: ledger) }
    }

    var isMapping: Bool {
        if case .mapping = checked.content { true } else { false }
    }

    var text: String? {
        guard case .text(let text) = checked.content else { return nil }
        ledger.use(node)
        return text
    }

    /// The texts of a list, or of one value that stands for a list.
    var texts: [String] { items?.compactMap(\.text) ?? text.map { [$0] } ?? [] }

    var boolean: Bool? {
        guard case .boolean(let truth) = checked.content else { return nil }
        ledger.use(node)
        return truth
    }

    var integer: Int? {
        guard case .integer(let number) = checked.content else { return nil }
        ledger.use(node)
        return number
    }

    var duration: Duration? {
        guard case .duration(let duration) = checked.content else { return nil }
        ledger.use(node)
        return duration
    }

    /// The amount in base units of its dimension.
    var amount: Double? {
        guard case .quantity(let quantity) = checked.content else { return nil }
        ledger.use(node)
        return quantity.value
    }

    var day: CalendarDay? {
        guard case .day(let day) = checked.content else { return nil }
        ledger.use(node)
        return day
    }

    var condition: Criteria.Expression? {
        guard case .condition(let expression) = checked.content else { return nil }
        ledger.use(node)
        return expression
    }
}
