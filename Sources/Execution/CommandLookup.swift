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

    static func explain(_ command: ProcessCommand, stage: Stage, error: Int32) -> LaunchError {
        let name = command.arguments.first ?? ""
        switch (stage, error) {
        case (.directory, ENOENT): return LaunchError("\(name): the directory \(command.directory) does not exist")
        case (.directory, _):
            return LaunchError("\(name): cannot enter the directory \(command.directory): \(systemError(error))")
        case (.exec, ENOENT): return LaunchError(notFound(name, command))
        case (.exec, EACCES):
            return LaunchError("\(name): permission denied; is it executable? (chmod +x)")
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
        let full = name.hasPrefix("/") ? name : "\(command.directory)/\(name)"
        return access(full, F_OK) == 0
            ? "\(name): the interpreter that its first line names does not exist"
            : "\(name): no such file (looked in \(command.directory))"
    }
}
