/// Keeps account of every node: a configuration in which one was neither used nor noted is not accepted.
struct Ledger: Sendable {
    /// What became of a node.
    enum Status: UInt8, Sendable, Hashable {
        /// Nothing read it.
        case unread
        /// A note says that nothing acts on it yet.
        case noted
        /// It became part of a value.
        case used
    }

    private var statuses: [Status]

    init(nodes: Int) {
        statuses = Array(repeating: .unread, count: nodes)
    }

    subscript(_ node: YAMLNode) -> Status {
        node.id < statuses.count ? statuses[node.id] : .unread
    }

    mutating func use(_ node: YAMLNode) {
        if node.id < statuses.count { statuses[node.id] = .used }
    }

    /// Marks a node and everything below it as covered by a note.
    mutating func note(_ node: YAMLNode) {
        for inner in node.everyNode where self[inner] == .unread { statuses[inner.id] = .noted }
    }
}

/// A ledger that the checker and the builders share while one configuration is loaded.
final class OpenLedger {
    private(set) var ledger: Ledger

    init(nodes: Int) {
        ledger = Ledger(nodes: nodes)
    }

    func use(_ node: YAMLNode) { ledger.use(node) }

    func note(_ node: YAMLNode) { ledger.note(node) }
}

extension YAMLNode {
    /// The node, its keys, and everything below it, in the order of the file.
    var everyNode: [YAMLNode] {
        var all: [YAMLNode] = []
        collect(into: &all)
        return all
    }

    private func collect(into all: inout [YAMLNode]) {
        all.append(self)
        switch content {
        case .scalar: break
        case .list(let items): for item in items { item.collect(into: &all) }
        case .mapping(let entries):
            for entry in entries {
                all.append(entry.key)
                entry.value.collect(into: &all)
            }
        }
    }
}
