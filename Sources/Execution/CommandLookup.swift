import Engine
import Glibc

/// Finds the files that a command may mean, and the words for why none of them could be started.
enum CommandLookup {
    /// What `execvp` searches where no `PATH` is set.
    static let defaultPath = "/usr/local/bin:/usr/bin:/bin"

    /// Paths to try in order: the name itself when it holds a slash, else one in each directory of `PATH`.
    static func candidates(for name: String, path: String?) -> [String] {
        if name.utf8.contains(UInt8(ascii: "/")) { return [name] }
        return (path ?? defaultPath).split(separator: ":", omittingEmptySubsequences: false).map { directory in
            directory.isEmpty ? "./\(name)" : "\(directory)/\(name)"
        }
    }

    /// nil when the command can be handed to the kernel.
    static func problem(with command: ProcessCommand) -> LaunchError? {
        guard let name = command.arguments.first, !name.isEmpty else { return LaunchError("the command is empty") }
        let texts = command.arguments + [command.directory] + command.environment.flatMap { [$0.key, $0.value] }
        if let text = texts.first(where: { $0.utf8.contains(0) }) {
            return LaunchError(
                "\(name): the text after `\(text.prefix { $0 != "\0" })` is a NUL character, which no command can hold"
            )
        }
        return nil
    }

    /// The command as its wrapper starts it; what the wrapper could not start is an error of the command, not of the wrapper.
    static func wrapped(_ command: ProcessCommand) throws(LaunchError) -> ProcessCommand {
        guard !command.wrapper.isEmpty, let name = command.arguments.first else { return command }
        let found = candidates(for: name, path: command.environment["PATH"]).map { path in
            path.hasPrefix("/") ? path : "\(command.directory)/\(path)"
        }
        guard found.contains(where: { access($0, X_OK) == 0 }) else {
            let isThere = found.contains { access($0, F_OK) == 0 }
            throw explain(command, stage: .exec, error: isThere ? EACCES : ENOENT)
        }
        var wrapped = command
        wrapped.arguments = command.wrapper + command.arguments
        wrapped.wrapper = []
        return wrapped
    }

    static func explain(_ command: ProcessCommand, stage: Stage, error: Int32) -> LaunchError {
        let name = command.arguments.first ?? ""
        switch (stage, error) {
        case (.directory, ENOENT): return LaunchError("\(name): the directory \(command.directory) does not exist")
        case (.directory, _):
            return LaunchError("\(name): cannot enter the directory \(command.directory): \(systemError(error))")
        case (.exec, ENOENT): return LaunchError(notFound(name, command))
        case (.exec, EACCES): return LaunchError(denied(name, command))
        case (.exec, ENOEXEC):
            return LaunchError("\(name): neither a program for this machine nor a script that begins with `#!`")
        case (.exec, E2BIG):
            return LaunchError("\(name): its arguments and environment are larger than the system allows")
        case (.exec, ETXTBSY):
            return LaunchError("\(name): the file is still open for writing, after ten tries")
        case (.clone, EAGAIN):
            return LaunchError("\(name): no further process can be started; the limit is reached (ulimit -u)")
        case (_, EMFILE), (_, ENFILE):
            return LaunchError("\(name): too many files are open; raise the limit (ulimit -n)")
        default: return LaunchError("\(name): \(systemError(error))")
        }
    }

    /// Where a start can fail.
    enum Stage: Sendable {
        case clone
        case setup
        case directory
        case exec
    }

    private static func notFound(_ name: String, _ command: ProcessCommand) -> String {
        guard name.utf8.contains(UInt8(ascii: "/")) else {
            return "\(name): command not found in any folder of PATH"
        }
        let full = path(name, command)
        guard access(full, F_OK) == 0 else { return "\(name): no such file (looked in \(command.directory))" }
        guard let interpreter = interpreter(of: full) else {
            return "\(name): the interpreter that its first line names does not exist"
        }
        guard interpreter.last == "\r" else { return "\(name): its interpreter \(interpreter) does not exist" }
        return "\(name): its first line ends in a carriage return, which becomes a part of the interpreter's name: "
            + "save the script with LF line ends (dos2unix, or `* text eol=lf` in .gitattributes)"
    }

    private static func denied(_ name: String, _ command: ProcessCommand) -> String {
        var status = stat()
        let isDirectory =
            name.utf8.contains(UInt8(ascii: "/")) && stat(path(name, command), &status) == 0
            && status.st_mode & S_IFMT == S_IFDIR
        return isDirectory
            ? "\(name): is a folder, not a program" : "\(name): permission denied; is it executable? (chmod +x)"
    }

    private static func path(_ name: String, _ command: ProcessCommand) -> String {
        name.hasPrefix("/") ? name : "\(command.directory)/\(name)"
    }

    /// What stands behind `#!` in a script, as the kernel takes it: up to a space or the line's end.
    private static func interpreter(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        guard count > 2, bytes.starts(with: "#!".utf8) else { return nil }
        let rest = bytes[2..<count].drop { $0 == 0x20 || $0 == 0x09 }
        let word = rest.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }
        // The kernel takes the carriage return too; behind arguments it is theirs.
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }
}
