import Glibc

/// What a file descriptor can show: colour, redrawing, a size.
struct Terminal: Sendable {
    let descriptor: Int32
    let isTerminal: Bool
    let colour: Bool

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1 && Self.variable("TERM") != "dumb"
        colour = Self.isColoured(isTerminal: isTerminal, Self.variable)
    }

    /// Columns now: a window can change its size at any time.
    var width: Int { size?.columns ?? 100 }

    /// Columns and rows now; nil where they are not known, as for a file.
    var size: (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// `NO_COLOR` (https://no-color.org) outweighs all; `FORCE_COLOR` and `CLICOLOR_FORCE` want colour where there is
    /// no terminal; `CLICOLOR=0` wants none where there is one (https://bixense.com/clicolors).
    static func isColoured(isTerminal: Bool, _ variable: (String) -> String?) -> Bool {
        if !(variable("NO_COLOR") ?? "").isEmpty { return false }
        if let forced = variable("FORCE_COLOR"), !forced.isEmpty { return forced != "0" && forced != "false" }
        if let forced = variable("CLICOLOR_FORCE"), !forced.isEmpty, forced != "0" { return true }
        return isTerminal && variable("CLICOLOR") != "0"
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
