/// Foreign text inside Markdown: no markup, no table cells, no mentions, no links, no HTML of its own.
enum MarkdownText {
    /// Inline text: nothing in it is markup.
    ///
    /// Characters that mean something become numeric references, which no parser takes for markup;
    /// a zero-width space keeps `@name`, `#12` and addresses from being turned into mentions and links.
    static func inline(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        var previous: Unicode.Scalar = "\n"
        var leadingDigits = true
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let endsWord = index + 1 == scalars.count || scalars[index + 1].value <= 0x20
            switch scalar {
            case "\n": result += "<br>"
            case "@", "#": result += reference(scalar) + "&#8203;"
            case "&", "<", ">", "|", "`", "*", "_", "[", "]", "{", "}", "\\", "!", "~", "$", "\"":
                result += reference(scalar)
            case "-", "+", "=": result += previous == "\n" ? reference(scalar) : String(scalar)
            case "." where result.suffix(3).lowercased() == "www": result += reference(scalar) + "&#8203;"
            case ".", ")":
                result += leadingDigits && endsWord && previous != "\n" ? reference(scalar) : String(scalar)
            case "/": result += previous == ":" ? "&#8203;/" : "/"
            default: result.unicodeScalars.append(scalar)
            }
            if scalar.value < 0x30 || scalar.value > 0x39 { leadingDigits = false }
            if scalar == "\n" { leadingDigits = true }
            previous = scalar
        }
        return result
    }

    /// The same inside `<code>`, where mentions do not happen; for paths, phrases and commands.
    static func code(_ text: String) -> String { "<code>\(inline(text))</code>" }

    /// A sentence of ours with commands in backticks: those become code, all else is escaped.
    static func sentence(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return inline(text) }
        return parts.enumerated().map { index, part in index % 2 == 1 ? code(String(part)) : inline(String(part)) }
            .joined()
    }

    /// A block that is shown as it is; nobody is mentioned in it either, whatever the forge does inside `<pre>`.
    static func preformatted(_ text: String) -> String {
        var result = "<pre>"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&", "<", ">": result += reference(scalar)
            case "@": result += "@&#8203;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "</pre>"
    }

    private static func reference(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }
}
