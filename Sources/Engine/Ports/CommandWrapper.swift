/// A program that starts another one in surroundings of its own, and lets it see only some folders.
package struct CommandWrapper: Sendable, Hashable {
    /// The wrapper with its options.
    package var before: [String]
    /// What stands between the options and the command.
    package var after: [String]
    /// Beginnings of paths: a folder below one of them that a variable of the command names stays writable.
    package var shared: [String]
    /// Whether it finds the command's program among others than this machine's.
    package var hasOwnPrograms = false

    package init(before: [String], after: [String] = [], shared: [String] = []) {
        self.before = before
        self.after = after
        self.shared = shared
    }

    /// What stands before the command.
    func arguments(_ environment: [String: String]) -> [String] {
        let folders = environment.values.filter { value in shared.contains { value.hasPrefix($0) } }
        return before + Set(folders).sorted().flatMap { ["--bind-try", $0, $0] } + after
    }
}
