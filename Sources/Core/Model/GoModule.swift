/// The module path that a `go.mod` declares: what Go's reports put in front of a file's path.
package enum GoModule {
    /// The path of the line `module …`; nil where there is none.
    package static func path(of text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.first == "module", words.count >= 2 else { continue }
            let name = words[1].filter { $0 != "\"" && $0 != "`" }
            return name.isEmpty ? nil : String(name)
        }
        return nil
    }
}
