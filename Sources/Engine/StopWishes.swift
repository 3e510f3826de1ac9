/// Tells wishes to end a run from echoes of the same wish.
///
/// A supervisor signals a program and then its group, a closing terminal is told of by the kernel and by the shell:
/// what comes within a second of a wish is the same one. A terminal closes once, and never asks for force.
package struct StopWishes: Sendable {
    package enum Source: Sendable, Hashable {
        /// The terminal has gone away (HUP).
        case terminalClosed
        /// Ctrl-C, a supervisor's stop, and every other signal that would end a program.
        case asked
    }

    /// How long the echo of a wish lasts.
    package static let echo: Duration = .seconds(1)

    /// When the last wish came.
    private var last: Duration?

    package init() {}

    /// Whether what came is a wish of its own; `time` is monotonic.
    package mutating func receive(_ source: Source, at time: Duration) -> Bool {
        if let last {
            guard source == .asked, time - last > Self.echo else { return false }
        }
        last = time
        return true
    }
}
