import Glibc

/// What a program says of itself.
package enum ToolVersion {
    /// Whether the file is a script, by its first two bytes.
    package static func isScript(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes: [UInt8] = [0, 0]
        return read(file, &bytes, 2) == 2 && bytes == Array("#!".utf8)
    }

    /// The first line that is printed for `--version`; nil where nothing comes within ten seconds.
    package static func line(of path: String, environment: [String: String], directory: String) -> String? {
        var command = CapturedCommand(
            arguments: [path, "--version"],
            environment: environment,
            directory: directory
        )
        command.capturesErrors = true
        command.limit = 4096
        let output = command.captured().output.prefix { $0 != 0x0A }
        return output.isEmpty ? nil : String(decoding: output, as: UTF8.self)
    }
}
