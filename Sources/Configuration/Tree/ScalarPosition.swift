/// Finds where a character of a scalar's text stands in the file, through quotes, escapes and anchors.
enum ScalarPosition {
    /// The place of the character at `column`, which is 1-based in characters of the scalar's text.
    static func place(of column: Int, in node: YAMLNode, _ source: SourceFile) -> Place {
        guard case .scalar(let text, let style) = node.content else { return node.place }
        let offset = text.prefix(max(0, column - 1)).unicodeScalars.count
        if style == .block { return blockPlace(offset, text, node.place, source) }
        let start = skippingAnchor(node.place, source)
        let rest = source.scalars(line: start.line, from: start.column)
        let read: Int? =
            switch style {
            case .plain: rest.starts(with: text.unicodeScalars) ? offset : nil
            case .singleQuoted: quoted(rest, offset, quote: "'")
            case .doubleQuoted: quoted(rest, offset, quote: "\"")
            case .block: nil
            }
        // A text over several lines is folded: its start is as near as is known.
        guard let read else { return start }
        return Place(file: start.file, line: start.line, column: start.column + read)
    }

    private static func skippingAnchor(_ place: Place, _ source: SourceFile) -> Place {
        let rest = source.scalars(line: place.line, from: place.column)
        guard rest.first == "&" else { return place }
        let word = rest.prefix { $0 != " " }.count
        let blanks = rest.dropFirst(word).prefix { $0 == " " }.count
        return Place(file: place.file, line: place.line, column: place.column + word + blanks)
    }

    /// Characters of the file between the opening quote and the scalar at `offset` of the text, quote included.
    private static func quoted(_ rest: ArraySlice<Unicode.Scalar>, _ offset: Int, quote: Unicode.Scalar) -> Int? {
        guard rest.first == quote else { return nil }
        var index = rest.startIndex + 1
        for _ in 0..<offset {
            guard index < rest.endIndex else { return nil }
            if quote == "'" {
                index += rest[index] == "'" ? 2 : 1
            } else if rest[index] == "\\", index + 1 < rest.endIndex {
                let digits: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
                index += 2 + (digits[rest[index + 1]] ?? 0)
            } else {
                index += 1
            }
        }
        return index <= rest.endIndex ? index - rest.startIndex : nil
    }

    private static func blockPlace(_ offset: Int, _ text: String, _ start: Place, _ source: SourceFile) -> Place {
        let before = text.unicodeScalars.prefix(offset)
        let line = start.line + 1 + before.count { $0 == "\n" }
        let indent = source.scalars(line: line, from: 1).prefix { $0 == " " }.count
        let inLine = before.reversed().prefix { $0 != "\n" }.count
        return Place(file: start.file, line: min(line, source.lineCount), column: indent + inLine + 1)
    }
}
