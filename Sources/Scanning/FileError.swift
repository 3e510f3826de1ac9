import Glibc

/// Why a file could not be read, with what its reader can do about it.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// The system's error number; nil where the file itself is unsuitable (a directory, a device).
    package let code: Int32?
    /// A lowercase fragment: `no such file or directory`, `is a directory`.
    package let message: String
    /// What to do, as a clause; nil where nothing useful can be said.
    package let advice: String?

    package init(path: String, code: Int32? = nil, message: String, advice: String? = nil) {
        self.path = path
        self.code = code
        self.message = message
        self.advice = advice
    }

    /// The error for an `errno` value of `open`, `read`, `fstat` or `mmap`.
    package init(path: String, code: Int32) {
        let text = String(cString: strerror(code))
        self.init(
            path: path,
            code: code,
            message: text.prefix(1).lowercased() + text.dropFirst(),
            advice: FileError.advice(for: code)
        )
    }

    package var description: String { "\(path): \(message)" + (advice.map { "; \($0)" } ?? "") }

    private static func advice(for code: Int32) -> String? {
        switch code {
        case ENOENT: "check the path, and that the step which writes it has run"
        case ENOTDIR: "a part of the path is a file, not a directory"
        case EACCES, EPERM: "make it readable for the user who runs assay"
        case ELOOP: "its symbolic links lead in a circle"
        case EMFILE, ENFILE: "too many files are open; raise `ulimit -n`"
        case ENXIO, ENODEV: "only regular files can be read"
        default: nil
        }
    }
}
