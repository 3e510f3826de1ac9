/// Finds tests that have another name and the same body, by the source before and the source now.
package enum TestBodies {
    /// A body of fewer lines tells too little.
    private static let fewestLines = 2

    /// Tests of one file that became others of it: only where both bodies occur once.
    ///
    /// `gone`: names that only the old source has, and `appeared`: those that only the new one has.
    package static func renames(
        gone: [String],
        in old: String,
        appeared: [String],
        in new: String
    ) -> [(from: String, to: String)] {
        let before = unique(gone, in: old)
        let now = unique(appeared, in: new)
        return now.compactMap { body, name in before[body].map { (from: $0, to: name) } }.sorted { $0 < $1 }
    }

    private static func unique(_ names: [String], in text: String) -> [String: String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var found: [String: String] = [:]
        var doubled: Set<String> = []
        for name in Set(names) {
            guard let body = body(of: name, in: lines) else { continue }
            if found.updateValue(name, forKey: body) != nil { doubled.insert(body) }
        }
        return found.filter { !doubled.contains($0.key) }
    }

    /// The lines from the first one with the name on that are indented deeper, without the name; nil where there are few.
    private static func body(of name: String, in lines: [Substring]) -> String? {
        guard let start = lines.firstIndex(where: { place(of: name, in: $0) != nil }),
            let range = place(of: name, in: lines[start])
        else { return nil }
        let indent = indent(of: lines[start])
        var body = [lines[start][..<range.lowerBound] + "·" + lines[start][range.upperBound...]]
        for line in lines[(start + 1)...] {
            let isBlank = line.allSatisfy(\.isWhitespace)
            guard isBlank || self.indent(of: line) > indent else { break }
            if !isBlank { body.append(line) }
        }
        return body.count >= fewestLines ? body.joined(separator: "\n") : nil
    }

    private static func indent(of line: Substring) -> Int { line.prefix { $0 == " " || $0 == "\t" }.count }

    /// Where a name stands as a word of its own.
    private static func place(of name: String, in line: Substring) -> Range<Substring.Index>? {
        guard !name.isEmpty else { return nil }
        var start = line.startIndex
        while let found = line[start...].firstRange(of: name) {
            let isFree =
                (found.lowerBound == line.startIndex || !isWord(line[line.index(before: found.lowerBound)]))
                && (found.upperBound == line.endIndex || !isWord(line[found.upperBound]))
            if isFree { return found }
            start = found.upperBound
        }
        return nil
    }

    private static func isWord(_ letter: Character) -> Bool { letter.isLetter || letter.isNumber || letter == "_" }
}
