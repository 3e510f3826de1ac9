import Core
import Criteria

/// Compares a file with the format: every error it finds goes to the log, what is right comes back as values.
struct Checker {
    let log: DiagnosticLog
    let ledger: OpenLedger
    /// Where each recognised feature was used, in the order of the file.
    private(set) var recognised: [(feature: RecognisedFeature, key: String, place: Place)] = []

    init(log: DiagnosticLog, ledger: OpenLedger) {
        self.log = log
        self.ledger = ledger
    }

    /// The values of a node; `name` is the key (or the noun) that it belongs to, for messages.
    mutating func check(_ node: YAMLNode, _ shape: Shape, as name: String) -> Checked {
        switch shape {
        case .mapping(let fields):
            guard let entries = entries(of: node, name) else { return invalid(node) }
            return Checked(node: node, content: .mapping(checkFields(entries, fields, node, name)))
        case .names(let noun, let value):
            guard let entries = entries(of: node, name) else { return invalid(node) }
            return Checked(node: node, content: .mapping(checkNames(entries, noun, value)))
        case .ordered(let fields):
            guard let entries = orderedEntries(of: node, name) else { return invalid(node) }
            return Checked(node: node, content: .mapping(checkFields(entries, fields, node, name)))
        case .orderedNames(let noun, let value):
            guard let entries = orderedEntries(of: node, name) else { return invalid(node) }
            return Checked(node: node, content: .mapping(checkNames(entries, noun, value)))
        case .list(let item):
            guard case .list(let items) = node.content else { return mismatch(node, "'\(name)' must be a list") }
            return list(items, item, node, name)
        case .oneOrMany(let item):
            if case .list(let items) = node.content { return list(items, item, node, name) }
            return Checked(node: node, content: .list([check(node, item, as: name)]))
        case .either(let shapes): return checkEither(node, shapes, name)
        case .command: return command(node, name)
        case .anything: return Checked(node: node, content: .opaque)
        default:
            guard case .scalar(let text, _) = node.content else {
                return mismatch(node, "'\(name)' must be \(shape.noun)")
            }
            return checkScalar(text, node, shape, name)
        }
    }

    // MARK: Mappings

    private mutating func checkFields(
        _ entries: [YAMLNode.Entry],
        _ fields: [Field],
        _ node: YAMLNode,
        _ name: String
    ) -> [Checked.Entry] {
        var checked: [Checked.Entry] = []
        var written: [String: YAMLNode] = [:]
        for entry in entries {
            guard let field = fields.first(where: { $0.key == entry.name || $0.aliases.contains(entry.name) }) else {
                unknownKey(entry, fields)
                continue
            }
            if let first = written[field.key] {
                let line = first.place.line
                let other = entry.name == field.key ? "first at" : "as it is an alias of what stands at"
                error("'\(entry.name)' is written twice; \(other) line \(line)", entry.key)
                continue
            }
            written[field.key] = entry.key
            if let feature = field.feature {
                recognised.append((feature, entry.name, entry.key.place))
                ledger.note(entry.key)
                ledger.note(entry.value)
            }
            let value = check(entry.value, field.shape, as: entry.name)
            checked.append(Checked.Entry(key: entry.key, name: field.key, value: value))
        }
        for field in fields where field.required && written[field.key] == nil {
            error("'\(name)' needs '\(field.key)'", node, length: 1)
        }
        return checked
    }

    private func unknownKey(_ entry: YAMLNode.Entry, _ fields: [Field]) {
        let known = fields.flatMap { [$0.key] + $0.aliases }
        let suggestion = log.isFull ? nil : Resemblance.nearest(to: entry.name, among: known)
        var hint = suggestion == nil && known.count <= 20 ? "; known here: \(known.joined(separator: ", "))" : ""
        if suggestion == nil, !log.isFull, let place = deeper(entry.name, fields) { hint = "; \(place)" }
        error("unknown key '\(entry.name)'\(hint)", entry.key, suggestion: suggestion)
    }

    /// Where a key that is not known here is: below one that is.
    private func deeper(_ name: String, _ fields: [Field]) -> String? {
        for field in fields {
            guard let key = Resemblance.nearest(to: name, among: field.shape.keys) else { continue }
            return "'\(key)' stands below '\(field.key)'"
        }
        return nil
    }

    private mutating func checkNames(_ entries: [YAMLNode.Entry], _ noun: String, _ value: Shape) -> [Checked.Entry] {
        entries.map { entry in
            if entry.name.isEmpty || entry.name.unicodeScalars.contains(where: { $0.value < 0x20 }) {
                error("the name of a \(noun) must be a text on one line", entry.key)
            }
            let value = check(entry.value, value, as: entry.name)
            return Checked.Entry(key: entry.key, name: entry.name, value: value)
        }
    }

    private func entries(of node: YAMLNode, _ name: String) -> [YAMLNode.Entry]? {
        if case .mapping(let entries) = node.content { return entries }
        _ = mismatch(node, "'\(name)' must be a mapping")
        return nil
    }

    /// The entries of a mapping, or of a list of one-key mappings.
    private func orderedEntries(of node: YAMLNode, _ name: String) -> [YAMLNode.Entry]? {
        guard case .list(let items) = node.content else { return entries(of: node, name) }
        var all: [YAMLNode.Entry] = []
        for item in items {
            guard case .mapping(let entries) = item.content, entries.count == 1 else {
                error("'\(name)' is a list of single keys, such as '- error_rate: \"> 5%\"'", item)
                continue
            }
            ledger.use(item)
            all += entries
        }
        return all
    }

    // MARK: Lists and choices

    private mutating func list(_ items: [YAMLNode], _ shape: Shape, _ node: YAMLNode, _ name: String) -> Checked {
        Checked(node: node, content: .list(items.map { check($0, shape, as: name) }))
    }

    private mutating func checkEither(_ node: YAMLNode, _ shapes: [Shape], _ name: String) -> Checked {
        for shape in shapes where !node.isMissing && shape.accepts(node) { return check(node, shape, as: name) }
        return mismatch(node, "'\(name)' must be \(shapes.map(\.noun).joined(separator: " or "))")
    }

    private func command(_ node: YAMLNode, _ name: String) -> Checked {
        switch node.content {
        case .scalar(let text, _):
            guard !node.isMissing, text.utf8.contains(where: { $0 > 0x20 }) else {
                return mismatch(node, "'\(name)' has no command")
            }
            return scalar(.text(text), text, node)
        case .list(let items):
            guard !items.isEmpty else { return mismatch(node, "'\(name)' has no command") }
            return Checked(node: node, content: .list(items.enumerated().map { argument($1, isFirst: $0 == 0) }))
        case .mapping: return mismatch(node, "'\(name)' must be a list of arguments or a text")
        }
    }

    /// An argument is any text; an empty one has to be written as `""`.
    private func argument(_ node: YAMLNode, isFirst: Bool) -> Checked {
        guard case .scalar(let text, let style) = node.content else {
            return mismatch(node, "an argument of a command must be a text")
        }
        if text.isEmpty, isFirst || style == .plain { return mismatch(node, "an argument of a command is empty") }
        return scalar(.text(text), text, node)
    }

    // MARK: Errors

    func scalar(_ content: Checked.Content, _ text: String, _ node: YAMLNode) -> Checked {
        if text.unicodeScalars.contains("\0") {
            error("a text must not contain a zero character", node)
            return invalid(node)
        }
        return Checked(node: node, content: content)
    }

    func invalid(_ node: YAMLNode) -> Checked { Checked(node: node, content: .invalid) }

    func mismatch(_ node: YAMLNode, _ message: String, suggestion: String? = nil) -> Checked {
        error("\(message), found \(node.noun)", node, suggestion: suggestion)
        return invalid(node)
    }

    func error(_ message: String, _ node: YAMLNode, length: Int? = nil, suggestion: String? = nil) {
        log.error(message, at: node.place, length: length ?? node.length, suggestion: suggestion)
    }
}

extension Shape {
    /// Whether a node has the form of this shape, whatever it holds.
    fileprivate func accepts(_ node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.mapping, .mapping), (.names, .mapping), (.list, .list), (.anything, _), (.oneOrMany, _), (.command, _):
            true
        case (.mapping, _), (.names, _), (.list, _): false
        case (.ordered, _), (.orderedNames, _), (.either, _): true
        case (_, .scalar): true
        default: false
        }
    }

    /// The shape as a noun for messages.
    var noun: String {
        switch self {
        case .mapping, .names, .ordered, .orderedNames: "a mapping"
        case .list, .oneOrMany: "a list"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .duration: "a duration such as 5m"
        case .quantity(let dimension, _): dimension.noun
        case .phrase, .criterion: "a criterion such as '>= 80%'"
        case .condition: "a condition"
        case .glob: "a glob"
        case .day: "a day such as 2026-12-31"
        case .path: "a path"
        case .word: "a word"
        case .text, .anyText, .recordCount, .command, .either, .anything: "a text"
        }
    }
}
