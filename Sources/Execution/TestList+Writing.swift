import Engine
import Glibc

extension ProcessCommand.TestList {
    /// Writes the tests down; says what is wrong where that fails.
    func write() -> LaunchError? {
        let bytes = Array(tests.map { $0 + "\n" }.joined().utf8)
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return LaunchError("its list of tests cannot be written: \(systemError(errno))") }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                return LaunchError("its list of tests cannot be written: \(systemError(errno))")
            }
            written += count
        }
        return nil
    }
}
