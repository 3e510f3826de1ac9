/// What a text of a request must be: a header, a parameter, a value inside the body.
package enum TextMatcher: Sendable, Hashable {
    case equals(String)
    case contains(String)
    case beginsWith(String)
    case endsWith(String)
    /// With `*` for any characters.
    case like(String)
    case oneOf([String])
    case present
    case absent

    package func matches(_ text: String?) -> Bool {
        guard let text else { return self == .absent }
        switch self {
        case .equals(let wanted): return text == wanted
        case .contains(let wanted): return text.contains(wanted)
        case .beginsWith(let wanted): return text.hasPrefix(wanted)
        case .endsWith(let wanted): return text.hasSuffix(wanted)
        case .like(let pattern): return Self.isLike(Array(text.utf8), Array(pattern.utf8))
        case .oneOf(let wanted): return wanted.contains(text)
        case .present: return true
        case .absent: return false
        }
    }

    /// What is wanted, as a fragment for messages.
    package var words: String {
        switch self {
        case .equals(let wanted): "'\(wanted)'"
        case .contains(let wanted): "something with '\(wanted)'"
        case .beginsWith(let wanted): "something that begins with '\(wanted)'"
        case .endsWith(let wanted): "something that ends with '\(wanted)'"
        case .like(let pattern): "something like '\(pattern)'"
        case .oneOf(let wanted): "one of \(wanted.map { "'\($0)'" }.joined(separator: ", "))"
        case .present: "any value"
        case .absent: "no value"
        }
    }

    /// Goes back to the last `*` alone, so that no pattern takes more than its length times that of the text.
    private static func isLike(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, wanted) = (0, 0)
        var back: (place: Int, wanted: Int)?
        while place < text.count {
            if wanted < pattern.count, pattern[wanted] == star {
                back = (place, wanted)
                wanted += 1
            } else if wanted < pattern.count, pattern[wanted] == text[place] {
                place += 1
                wanted += 1
            } else if let last = back {
                back = (last.place + 1, last.wanted)
                place = last.place + 1
                wanted = last.wanted + 1
            } else {
                return false
            }
        }
        return pattern[wanted...].allSatisfy { $0 == star }
    }
}
