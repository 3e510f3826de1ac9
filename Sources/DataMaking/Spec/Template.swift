/// Texts with names in braces.
package enum Template {
    /// What stands between the names, and the names, in order; nil where a brace is opened and no name follows.
    package static func parts(_ text: String) -> [JoinPiece]? {
        var pieces: [JoinPiece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "}"), close > rest.startIndex else { return nil }
            pieces.append(.field(String(rest[..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }
}
