import Scanning

extension YAMLNode {
    /// The node as a JSON value, by the rules of YAML 1.2's core schema: what is not quoted may be null, a truth value or a
    /// number.
    var json: JSON {
        switch content {
        case .list(let items): .array(items.map(\.json))
        case .mapping(let entries): .object(entries.map { JSON.Member($0.name, $0.value.json) })
        case .scalar(let text, .plain): Self.plain(text)
        case .scalar(let text, _): .string(text)
        }
    }

    private static func plain(_ text: String) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: break
        }
        guard let first = text.utf8.first, (0x30...0x39).contains(first) || "+-.".utf8.contains(first) else {
            return .string(text)
        }
        if let whole = Int64(text.hasPrefix("+") ? String(text.dropFirst()) : text) { return .integer(whole) }
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        if isDecimal, let number = Double(text), number.isFinite { return .number(number) }
        return .string(text)
    }
}
