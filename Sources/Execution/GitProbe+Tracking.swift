import Glibc

extension GitProbe {
    /// Whether the repository itself holds something at a path; false outside one.
    package func tracks(_ path: String) -> Bool {
        let git = GitCommand(directory: directory, environment: environment)
        return git.output(["ls-files", "-z", "--", path]).map { !$0.isEmpty } ?? false
    }
}

extension GitProbe {
    /// Tracked files that differ from the commit and were changed after a time in seconds since 1970; none outside a
    /// repository.
    package func changed(since time: Double) -> [String] {
        let git = GitCommand(directory: directory, environment: environment)
        guard let output = git.output(["diff-index", "-z", "--name-only", "--relative", "HEAD"]) else { return [] }
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.filter { name in
            var status = stat()
            guard lstat("\(directory)/\(name)", &status) == 0 else { return true }
            return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9 > time
        }
    }
}
