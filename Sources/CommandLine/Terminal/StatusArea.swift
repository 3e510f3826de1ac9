/// The rows below the last permanent line of a terminal, which are redrawn in place: how many there may be, and how
/// many lines of a window that has changed its size they take.
struct StatusArea {
    var columns: Int
    var lines: Int

    init(columns: Int, lines: Int) {
        self.columns = max(1, columns)
        self.lines = max(1, lines)
    }

    init(size: (columns: Int, rows: Int)?) { self.init(columns: size?.columns ?? 100, lines: size?.rows ?? 24) }

    /// As many rows as leave a line for the cursor: what scrolls away can never be taken back.
    func fitting(_ rows: [String]) -> [String] { Array(rows.prefix(lines - 1)) }

    /// Lines that rows drawn earlier take now: a terminal breaks those that are wider than a narrowed window.
    ///
    /// What has left the window cannot be reached.
    func height(of rows: [String]) -> Int {
        let height = rows.reduce(0) { $0 + max(1, (Self.width(of: $1) + columns - 1) / columns) }
        return min(height, lines - 1)
    }

    /// Columns that a text takes, its colours apart.
    static func width(of text: String) -> Int {
        var width = 0
        var isSequence = false
        for character in text {
            if isSequence {
                isSequence = character != "m"
            } else if character == "\u{1B}" {
                isSequence = true
            } else {
                width += Self.width(of: character)
            }
        }
        return width
    }

    /// 2 for the letters of East Asia and for emoji.
    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
