import Core
import Scanning

/// What a failed test wrote, as a terminal would show it: colours stay, other control characters go, and it is bounded.
enum TestOutput {
    /// Bytes of one test, and of all tests of a report.
    static let limit = 8 << 10
    static let reportLimit = 8 << 20
    /// Files named by one test.
    static let attachmentLimit = 20

    /// The text, of one that is too long its beginning and its end; nil where there is nothing to read.
    static func clean(_ text: String) -> String? {
        let text = text.replacing("#x1B[", with: "\u{1B}[")
        guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
        guard text.utf8.count > limit else { return printable(text) }
        let half = limit / 2
        let utf8 = text.utf8
        let head = String(decoding: Array(utf8.prefix(half)), as: UTF8.self)
        let tail = String(decoding: Array(utf8.suffix(half)), as: UTF8.self)
        return "\(printable(head))\n… \(utf8.count - 2 * half) bytes left out …\n\(printable(tail))"
    }

    /// Keeps `ESC [ numbers m`, which sets colours, and nothing else that is no text.
    private static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.value == 0x1B {
                let end = endOfColour(scalars, index)
                if let end { result.append(contentsOf: scalars[index...end]) }
                index = (end ?? index) + 1
                continue
            }
            let isControl =
                scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
            if !isControl { result.append(scalar) }
            index += 1
        }
        return String(result)
    }

    private static func endOfColour(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        guard start + 1 < scalars.count, scalars[start + 1] == "[" else { return nil }
        var index = start + 2
        while index < scalars.count, index < start + 24 {
            switch scalars[index] {
            case "0"..."9", ";", ":": index += 1
            case "m": return index
            default: return nil
            }
        }
        return nil
    }

    /// Files that a text names as Jenkins' attachments: `[[ATTACHMENT|/path/to/screenshot.png]]`.
    static func attachments(in text: String) -> [String] {
        let mark = "[[ATTACHMENT|"
        guard text.utf8.contains(UInt8(ascii: "[")), text.contains(mark) else { return [] }
        return text.split(separator: mark, omittingEmptySubsequences: false).dropFirst().prefix(attachmentLimit)
            .compactMap { part in
                let line = part.prefix { !$0.isNewline }
                guard let end = line.firstRange(of: "]]") else { return nil }
                return path(String(line[..<end.lowerBound]))
            }
    }

    /// A path that is worth keeping; nil for an empty or endless one.
    static func path(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= 1_024 else { return nil }
        let path = Text.clean(text, limit: 1_024)
        return path.isEmpty ? nil : path
    }
}
