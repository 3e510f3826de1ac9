/// A JSON value whose objects keep their order, and its text.
indirect enum SchemaValue: Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral
{
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([SchemaValue])
    case object([(key: String, value: SchemaValue)])

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .truth(value) }
    init(integerLiteral value: Int) { self = .number(value) }

    static func texts(_ texts: [String]) -> SchemaValue { .list(texts.map { .text($0) }) }

    func write(to text: inout String, indent: Int = 0) {
        switch self {
        case .text(let value): Self.quote(value, to: &text)
        case .number(let number): text += String(number)
        case .truth(let truth): text += truth ? "true" : "false"
        case .list(let items):
            Self.group(items, "[", "]", indent, &text) { item, text in item.write(to: &text, indent: indent + 1) }
        case .object(let entries):
            Self.group(entries, "{", "}", indent, &text) { entry, text in
                Self.quote(entry.key, to: &text)
                text += ": "
                entry.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func group<Item>(
        _ items: [Item],
        _ open: String,
        _ close: String,
        _ indent: Int,
        _ text: inout String,
        _ write: (Item, inout String) -> Void
    ) {
        text += open
        for (index, item) in items.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            write(item, &text)
        }
        if !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += close
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
