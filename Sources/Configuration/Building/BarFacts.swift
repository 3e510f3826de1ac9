/// What a configuration says of the bar: every value whose key is marked, so that two configurations can be compared.
package struct BarFacts: Sendable, Equatable {
    /// By key path; several values where several files, or items of a list without a name, give one.
    private var held: [String: [String]] = [:]
    private var named: [String: [String]] = [:]
    /// Those keys that ask something, so that one more can but raise the bar.
    private var criteria: Set<String> = []

    /// What a change does to the keys that are marked.
    package struct Changes: Sendable, Equatable {
        /// Keys that are held, and that the change gives another value, takes away or brings.
        package var edited: [String] = []
        /// Criteria that the base does not have: they hold too.
        package var added: [String] = []
        /// Keys whose own value holds, and which must be named.
        package var named: [String] = []

        package init(edited: [String] = [], added: [String] = [], named: [String] = []) {
            self.edited = edited
            self.added = added
            self.named = named
        }
    }

    init(_ files: [Reader]) {
        for file in files { add(file.checked, FileFormat.root, [], nil) }
    }

    package func changes(since base: BarFacts) -> Changes {
        let keys = Set(held.keys).union(base.held.keys).filter { sorted(held[$0]) != sorted(base.held[$0]) }
        let names = Set(named.keys).union(base.named.keys).filter { sorted(named[$0]) != sorted(base.named[$0]) }
        let gates = Set(base.held.keys.map(Self.gate))
        let isNew = { (key: String) -> Bool in
            let gate = Self.gate(key)
            return base.held[key] == nil
                && (criteria.contains(key) || gate.hasSuffix("_gate") && !gates.contains(gate))
        }
        return Changes(
            edited: keys.filter { !isNew($0) }.sorted(),
            added: keys.filter { isNew($0) }.sorted(),
            named: names.sorted()
        )
    }

    private static func gate(_ key: String) -> Substring { key.prefix { $0 != "." } }

    private func sorted(_ values: [String]?) -> [String] { (values ?? []).sorted() }

    private mutating func add(_ value: Checked, _ shape: Shape, _ path: [String], _ bar: Bar?) {
        switch (shape, value.content) {
        case (.mapping(let fields), .mapping(let entries)), (.ordered(let fields), .mapping(let entries)):
            for entry in entries {
                guard let field = fields.first(where: { $0.key == entry.name }) else { continue }
                add(entry.value, field.shape, path + [entry.name], field.bar ?? bar)
            }
        case (.names(_, let inner), .mapping(let entries)), (.orderedNames(_, let inner), .mapping(let entries)):
            for entry in entries {
                let here = path + [entry.name]
                if inner.hasMarks { add(entry.value, inner, here, bar) } else { note(entry.value, here, bar) }
            }
        case (.list(let inner), .list(let items)), (.oneOrMany(let inner), .list(let items)):
            guard inner.hasFields else { return note(value, path, bar) }
            for item in items {
                let here = path + (item.title.map { [$0] } ?? [])
                if inner.hasMarks { add(item, inner, here, bar) } else { note(item, here, bar) }
            }
        case (.either(let shapes), _):
            guard let fitting = shapes.first(where: { $0.fits(value) }) else { return note(value, path, bar) }
            add(value, fitting, path, bar)
        case (.criterion, _):
            note(value, path, bar)
            criteria.insert(Self.key(path))
        case (.word, _) where path.starts(with: ["test_data_orchestration", "data_privacy"]):
            note(value, path, bar)
            criteria.insert(Self.key(path))
        default: note(value, path, bar)
        }
    }

    /// Below a gate `criteria` goes without saying: everybody calls a criterion by its gate and path.
    private static func key(_ path: [String]) -> String {
        let isCriterion = path.count > 2 && path[1] == "criteria"
        return (isCriterion ? [path[0]] + path[2...] : path).joined(separator: ".")
    }

    private mutating func note(_ value: Checked, _ path: [String], _ bar: Bar?) {
        let key = Self.key(path)
        switch bar {
        case .held: held[key, default: []].append(value.words)
        case .named where value.words == "false": break
        case .named: named[key, default: []].append(value.words)
        case .free, nil: break
        }
    }
}

extension Shape {
    /// Whether a value may have been read by this one of several shapes.
    fileprivate func fits(_ value: Checked) -> Bool {
        switch (self, value.content) {
        case (.mapping, .mapping), (.names, .mapping), (.ordered, .mapping), (.orderedNames, .mapping): true
        case (.list, .list), (.oneOrMany, .list): true
        case (.mapping, _), (.names, _), (.ordered, _), (.orderedNames, _), (.list, _), (_, .mapping), (_, .list): false
        default: true
        }
    }
}

extension Checked {
    /// What an item of a list is called by: the value of its first key that names it.
    fileprivate var title: String? {
        guard case .mapping(let entries) = content else { return nil }
        return ["name", "criterion", "path", "package"].lazy.compactMap { key in
            entries.first { $0.name == key }?.value.words
        }.first
    }

    /// The value as a text that is equal for equal values, wherever and in whatever order of keys they stand.
    fileprivate var words: String {
        switch content {
        case .mapping(let entries):
            return "{" + entries.map { "\($0.name): \($0.value.words)" }.sorted().joined(separator: ", ") + "}"
        case .list(let items): return "[" + items.map(\.words).joined(separator: ", ") + "]"
        default:
            guard case .scalar(let text, _) = node.content else { return "" }
            return text
        }
    }
}
