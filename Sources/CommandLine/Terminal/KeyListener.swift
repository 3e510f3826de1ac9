import Glibc
import Synchronization

/// Hears single keys of a terminal while a run is under way, and leaves the terminal as it was.
///
/// Only a program in the foreground may: another would be stopped for it.
final class KeyListener: Sendable {
    private static let saved = Mutex<termios?>(nil)
    private let isStopped = Atomic(false)

    /// Calls `pressed` with each key; nil where nobody can press one.
    init?(_ pressed: @escaping @Sendable (UInt8) -> Void) {
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let own = settings
        let isFirst = Self.saved.withLock { saved in
            defer { saved = saved ?? own }
            return saved == nil
        }
        // However the program ends, whoever types next sees what they type.
        if isFirst { atexit { KeyListener.restore() } }
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
        listen(pressed)
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        Self.restore()
    }

    private static func restore() {
        saved.withLock { saved in
            // In the background the terminal is another program's, and asking for it would stop this one.
            guard var settings = saved, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
    }

    /// A look ten times a second: nobody waits longer for an answer, and no thread hangs in a read.
    private func listen(_ pressed: @escaping @Sendable (UInt8) -> Void) {
        Task.detached { [self] in
            while !isStopped.load(ordering: .relaxed) {
                var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                var key: UInt8 = 0
                let isOurs = tcgetpgrp(STDIN_FILENO) == getpgrp()
                if isOurs, poll(&entry, 1, 0) > 0 {
                    guard entry.revents & Int16(POLLIN) != 0, read(STDIN_FILENO, &key, 1) == 1 else { return }
                    pressed(key)
                } else {
                    do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
                }
            }
        }
    }
}
