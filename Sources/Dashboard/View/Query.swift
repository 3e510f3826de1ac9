/// What stands behind the question mark, in its order; of equal names the last one counts.
package struct Query: Sendable, Hashable {
    private var items: [Item] = []

    private struct Item: Sendable, Hashable {
        var name: String
        var value: String
    }

    package init() {}

    /// What cannot be read is left out.
    package init(_ text: some StringProtocol) {
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Escaping.plain(halves[0], plus: true),
                let value = halves.count > 1 ? Escaping.plain(halves[1], plus: true) : ""
            else { continue }
            self[name] = value
        }
    }

    /// nil where it is not there or empty; assigning nil removes it.
    package subscript(name: String) -> String? {
        get { items.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value } }
        set {
            items.removeAll { $0.name == name }
            if let newValue { items.append(Item(name: name, value: newValue)) }
        }
    }

    /// The same with another value.
    package func with(_ name: String, _ value: String?) -> Query {
        var query = self
        query[name] = value
        return query
    }

    /// `?a=b`; empty for an empty one.
    package var suffix: String {
        let parts = items.filter { !$0.value.isEmpty }.map { "\(Escaping.url($0.name))=\(Escaping.url($0.value))" }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }
}

/// Texts within addresses.
package enum Escaping {
    package static func url(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }

    /// nil where an escape is broken, or what comes out is no text or holds a NUL.
    package static func plain(_ text: some StringProtocol, plus: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                rest = rest.dropFirst(2)
                bytes.append(value)
            case UInt8(ascii: "+") where plus: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
