import Core
import Engine
import Glibc
import Synchronization

/// Shows a run while it happens: permanent lines, and on a terminal a bar with the running steps below them.
final class TerminalSink: EventSink {
    private struct State {
        var view: RunView
        /// Rows on the screen below the last permanent line.
        var drawn: [String] = []
        var finished = false
        /// What is shown of what steps print; nil before the run has a folder.
        var output: StepOutput?
    }

    private let state: Mutex<State>
    private let terminal: Terminal
    private let descriptor: Int32

    /// `retried` names the steps that are tried again when they fail.
    init(descriptor: Int32, retried: Set<String> = []) {
        self.descriptor = descriptor
        terminal = Terminal(descriptor: descriptor)
        if descriptor == STDOUT_FILENO { Console.toleratesEarlyEnd() }
        state = Mutex(State(view: RunView(colour: terminal.colour, retried: retried)))
    }

    func receive(_ recorded: RecordedEvent) {
        state.withLock { state in
            if case .runEnded = recorded.event { state.finished = true }
            var lines = state.view.receive(recorded.event, at: recorded.time)
            lines += state.output?.lines(recorded.event, at: recorded.time) ?? []
            guard terminal.isTerminal || !lines.isEmpty else { return }
            draw(lines, at: recorded.time, &state)
        }
    }

    /// Shows what steps print from now on.
    func show(_ output: StepOutput) { state.withLock { $0.output = output } }

    /// Prints how the run is going.
    func status(at time: Double, lastLine: (_ step: String, _ attempt: Int) -> String?) {
        state.withLock { draw($0.view.status(at: time, lastLine: lastLine), at: time, &$0) }
    }

    /// Brings the times of the running steps up to date, and shows what they have printed.
    func tick(at time: Double) {
        state.withLock { state in
            let lines = state.output?.tick(at: time) ?? []
            guard terminal.isTerminal || !lines.isEmpty else { return }
            draw(lines, at: time, &state)
        }
    }

    private func draw(_ lines: [String], at time: Double, _ state: inout State) {
        var text = ""
        let screen = StatusArea(size: terminal.size)
        let height = screen.height(of: state.drawn)
        // Line by line: a terminal that is told to clear all of its window may keep what stood there.
        text += String(repeating: "\u{1B}[1A\u{1B}[2K", count: height)
        for line in lines { text += line + "\n" }
        let isShown = terminal.isTerminal && !state.finished
        let rows = isShown ? screen.fitting(state.view.rows(at: time, width: screen.columns)) : []
        for row in rows { text += row + "\n" }
        state.drawn = rows
        guard !text.isEmpty else { return }
        Console.write(text.utf8, to: descriptor)
    }
}
