import Core
import Criteria

/// A part of the file that has its shape: the values that a builder takes, each with the node it came from.
struct Checked {
    struct Entry {
        let key: YAMLNode
        /// The key's main spelling, where it was written as an alias.
        let name: String
        let value: Checked
    }

    enum Content {
        case text(String)
        case boolean(Bool)
        case integer(Int)
        case duration(Duration)
        case quantity(Quantity)
        case condition(Criteria.Expression)
        case day(CalendarDay)
        case mapping([Entry])
        case list([Checked])
        /// Right, and of no use to a builder: a phrase of a block that nothing acts on.
        case opaque
        /// Wrong; the log says why.
        case invalid
    }

    let node: YAMLNode
    let content: Content
}
