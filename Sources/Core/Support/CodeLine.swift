/// What a line of source is, told from its text alone, whatever the language.
package enum CodeLine {
    /// So many bytes of a line are enough to tell.
    package static let limit = 240

    /// Whether a line, without the white space around it, begins a statement that every coverage tool measures.
    ///
    /// Only what stands at the beginning of a statement counts: the other lines of one, declarations and comments belong to
    /// no tool's lines, or to those of some tools only.
    package static func beginsStatement(_ line: [UInt8]) -> Bool {
        var text = line.filter { $0 != 0 }[...]
        while let last = text.last, last <= 0x20 { text = text.dropLast() }
        guard let end = text.last, !String(decoding: text, as: UTF8.self).contains("no cover") else { return false }
        let word = text.prefix { (0x61...0x7A).contains($0) }
        let rest = text.dropFirst(word.count).drop { $0 == 0x20 }
        switch String(decoding: word, as: UTF8.self) {
        case "return", "raise", "throw": return text.count == word.count || end != UInt8(ascii: ".")
        case "def": return rest.contains(UInt8(ascii: "("))
        case "if", "for", "while", "switch", "elif", "foreach", "guard", "unless", "until":
            return rest.first == UInt8(ascii: "(") || end == UInt8(ascii: ":") || end == UInt8(ascii: "{")
        default: return isAssignment(text) || isCall(text)
        }
    }

    /// `name = value`, as a line of its own and without types or modifiers, which declarations have as well.
    private static func isAssignment(_ text: ArraySlice<UInt8>) -> Bool {
        let line = String(decoding: text, as: UTF8.self)
        let parts = line.split(separator: " = ", maxSplits: 1).map(String.init)
        let sides = parts.count == 2 ? parts : line.split(separator: " := ", maxSplits: 1).map(String.init)
        guard sides.count == 2, let end = text.last, !Array(",([{\\".utf8).contains(end) else { return false }
        let keyword = ["let ", "var ", "const ", "local "].first { sides[0].hasPrefix($0) } ?? ""
        return isName(sides[0].dropFirst(keyword.count).split(separator: ", ").joined().utf8)
    }

    /// `name(…);`, as a line of its own.
    private static func isCall(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.suffix(2).elementsEqual(");".utf8), let open = text.firstIndex(of: UInt8(ascii: "(")) else {
            return false
        }
        let isWhole = text.count { $0 == UInt8(ascii: "(") } == text.count { $0 == UInt8(ascii: ")") }
        return isWhole && isName(text[..<open])
    }

    /// Whether it could be a variable or a member of one.
    private static func isName(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, first | 0x20 >= 0x61 && first | 0x20 <= 0x7A || first == UInt8(ascii: "_") else {
            return false
        }
        return text.allSatisfy { $0 > 0x20 && !Array("=+*/<>!?&|,;:(){}\"'".utf8).contains($0) }
    }

    /// Whether a source file holds anything but white space and comments.
    package static func isAny(in source: UnsafeRawBufferPointer) -> Bool {
        var closing: [UInt8]?
        var rest = source[...]
        // Line by line, as nearly every file shows its code within the first ones.
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0A }
            rest = rest.dropFirst(line.count + 1)
            let text = line.drop { $0 <= 0x20 }
            guard let first = text.first else { continue }
            if let mark = closing {
                if holds(text, mark) { closing = nil }
                continue
            }
            if let mark = opening(text) {
                if !holds(text.dropFirst(mark.begin), mark.end) { closing = mark.end }
                continue
            }
            if first == UInt8(ascii: "#") || text.starts(with: "//".utf8) || text.starts(with: "--".utf8) { continue }
            return true
        }
        return false
    }

    /// How a comment of several lines ends, where one begins here.
    private static func opening(_ text: Slice<UnsafeRawBufferPointer>) -> (begin: Int, end: [UInt8])? {
        let marks = [("/*", "*/"), ("\"\"\"", "\"\"\""), ("'''", "'''")]
        for (begin, end) in marks where text.starts(with: begin.utf8) { return (begin.utf8.count, Array(end.utf8)) }
        return nil
    }

    private static func holds(_ text: Slice<UnsafeRawBufferPointer>, _ mark: [UInt8]) -> Bool {
        text.indices.contains { text[$0...].starts(with: mark) }
    }
}
