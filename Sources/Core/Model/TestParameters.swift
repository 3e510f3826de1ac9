/// The parameters in a test's name, brought to a form that is the same in every run.
///
/// `adds[1-2]` and `Adds(1, 2)` are `adds` with `1-2` and `Adds` with `1, 2`. In parameters, and only there, a `*` stands for
/// what changes from run to run: addresses (`0x7f3a…`), UUIDs, times (`2026-05-01T10:00:00`), numbers of ten digits or more
/// (seconds since 1970, seeds), what follows `seed=`, and paths of temporary folders.
enum TestParameters {
    static func split(_ name: String) -> (name: String, parameters: String) {
        let letters = Array(name)
        guard let last = letters.last, last == "]" || last == ")", let start = opening(letters), start > 0 else {
            return (name, "")
        }
        let inner = String(letters[(start + 1)..<(letters.count - 1)])
        // `connects()` has no parameters, and is called so.
        guard !inner.isEmpty else { return (name, "") }
        var base = letters[..<start]
        while base.last == " " { base.removeLast() }
        return base.isEmpty ? (name, "") : (String(base), canonical(inner))
    }

    /// Where the bracket opens that the last letter closes.
    private static func opening(_ letters: [Character]) -> Int? {
        guard let close = letters.last else { return nil }
        let open: Character = close == "]" ? "[" : "("
        var depth = 0
        for index in letters.indices.reversed() {
            if letters[index] == close { depth += 1 }
            if letters[index] == open { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    static func canonical(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        var before: Character?
        while let letter = rest.first {
            if let end = volatile(rest, before: before) {
                result.append("*")
                before = "*"
                rest = rest[end...]
            } else {
                result.append(letter)
                before = letter
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// Where something ends that begins here and changes from run to run.
    private static func volatile(_ text: Substring, before: Character?) -> Substring.Index? {
        if before == "=", let seed = seed(text) { return seed }
        // Only at the beginning of a word.
        if let before, before.isLetter || before.isNumber || before == "_" { return nil }
        return address(text) ?? uuid(text) ?? time(text) ?? longNumber(text) ?? temporaryPath(text)
    }

    private static func seed(_ text: Substring) -> Substring.Index? {
        guard text.base[..<text.startIndex].lowercased().hasSuffix("seed=") else { return nil }
        return end(of: text, atLeast: 1) { $0.isHexDigit }
    }

    private static func address(_ text: Substring) -> Substring.Index? {
        guard text.hasPrefix("0x") else { return nil }
        return end(of: text.dropFirst(2), atLeast: 4) { $0.isHexDigit }
    }

    private static func longNumber(_ text: Substring) -> Substring.Index? {
        end(of: text, atLeast: 10) { $0.isASCII && $0.isNumber }
    }

    private static func uuid(_ text: Substring) -> Substring.Index? {
        match(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh")
    }

    private static func time(_ text: Substring) -> Substring.Index? {
        let day = match(text, "dddd-dd-ddTdd:dd") ?? match(text, "dddd-dd-dd dd:dd")
        return day.map { text[$0...].firstIndex { !($0.isNumber || ":.+Z".contains($0)) } ?? text.endIndex }
    }

    private static func temporaryPath(_ text: Substring) -> Substring.Index? {
        guard ["/tmp/", "/var/tmp/", "/var/folders/", "/private/var/folders/"].contains(where: { text.hasPrefix($0) })
        else { return nil }
        return end(of: text, atLeast: 1) { !$0.isWhitespace && !"\"',;)]".contains($0) }
    }

    private static func end(
        of text: Substring,
        atLeast count: Int,
        where matches: (Character) -> Bool
    ) -> Substring.Index? {
        let run = text.prefix(while: matches)
        return run.count >= count ? run.endIndex : nil
    }

    /// In the pattern `h` is a hexadecimal digit and `d` a digit; the rest stands for itself.
    private static func match(_ text: Substring, _ pattern: String) -> Substring.Index? {
        var index = text.startIndex
        for expected in pattern {
            guard index < text.endIndex else { return nil }
            let letter = text[index]
            let matches =
                switch expected {
                case "h": letter.isHexDigit
                case "d": letter.isASCII && letter.isNumber
                default: letter == expected
                }
            guard matches else { return nil }
            index = text.index(after: index)
        }
        return index
    }
}
