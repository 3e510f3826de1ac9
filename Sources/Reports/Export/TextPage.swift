import Core

/// Lines for a terminal of some width, with colours where it has them.
struct TextPage {
    private(set) var bytes: [UInt8] = []
    let color: Bool
    let width: Int

    /// A width that nobody can mean (0, 3) becomes one that text fits in.
    init(color: Bool, width: Int) {
        self.color = color
        self.width = min(max(width, 40), 400)
    }

    mutating func line(_ text: String = "") {
        bytes += text.utf8
        bytes.append(0x0A)
    }

    mutating func heading(_ text: String) {
        line()
        line(bold(text))
    }

    /// Breaks at spaces so that no line exceeds the width; words longer than a line stay whole, for copying.
    mutating func wrapped(_ prefix: String, _ text: String, indent: Int) {
        let margin = String(repeating: " ", count: min(indent, width / 3))
        var current = prefix.isEmpty && !text.hasPrefix(" ") ? margin : prefix
        var used = columns(current)
        var isFresh = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let length = columns(String(word))
            if !isFresh, used + 1 + length > width {
                line(current)
                current = margin
                used = margin.utf8.count
                isFresh = true
            }
            if !isFresh {
                current += " "
                used += 1
            }
            current += word
            used += length
            isFresh = false
        }
        while current.hasSuffix(" ") { current.removeLast() }
        line(current)
    }

    /// Columns that a text takes: its characters without the colours that this page put in.
    func columns(_ text: String) -> Int {
        guard color else { return text.count }
        var count = 0
        var inside = false
        for character in text {
            if character == "\u{1B}" {
                inside = true
            } else if inside {
                if character == "m" { inside = false }
            } else {
                count += 1
            }
        }
        return count
    }

    func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
        let fill = String(repeating: " ", count: max(0, width - columns(text)))
        return left ? fill + text : text + fill
    }

    func paint(_ text: String, _ verdict: Verdict) -> String {
        switch verdict {
        case .pass: escaped(text, "1;32")
        case .fail, .error: escaped(text, "1;31")
        case .warn, .waived: escaped(text, "1;33")
        case .inconclusive, .notEvaluated: escaped(text, "1;35")
        case .notApplicable: escaped(text, "2")
        }
    }

    func bold(_ text: String) -> String { escaped(text, "1") }

    func dim(_ text: String) -> String { escaped(text, "2") }

    private func escaped(_ text: String, _ code: String) -> String {
        color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
