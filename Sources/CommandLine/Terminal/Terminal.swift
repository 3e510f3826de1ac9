import Glibc

/// What a file descriptor can show: colour, redrawing, a width.
struct Terminal: Sendable {
    var isTerminal: Bool
    var colour: Bool
    var width: Int

    /// `NO_COLOR` (https://no-color.org) and `TERM=dumb` switch colour off; a pipe has neither colour nor redrawing.
    init(descriptor: Int32) {
        let terminal = isatty(descriptor) == 1
        let dumb = Self.variable("TERM") == "dumb"
        isTerminal = terminal && !dumb
        colour = isTerminal && (Self.variable("NO_COLOR") ?? "").isEmpty
        var size = winsize()
        let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        width = known ? Int(size.ws_col) : 100
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
