/// What commits of a period have touched.
package struct GitActivity: Sendable, Hashable {
    /// Commits by the path of a file, relative to the directory.
    package private(set) var commits: [String: Int] = [:]
    /// Added and removed lines by the path of a file.
    package private(set) var lines: [String: Int] = [:]

    /// nil outside of a repository, and where git takes too long.
    ///
    /// `from`: seconds since 1970, as is `until`, which is not part of it.
    package init?(directory: String, environment: [String: String], from: Double, until: Double) {
        let git = GitCommand(directory: directory, environment: environment)
        guard from.isFinite, until.isFinite, from.magnitude < 1e11, until.magnitude < 1e11,
            let output = git.output(
                [
                    "log", "--no-merges", "--no-renames", "--numstat", "-z", "--relative", "--format=",
                    "--since=@\(Int(from))", "--until=@\(Int(until) - 1)", "HEAD", "--",
                ],
                timeout: .seconds(30)
            )
        else { return nil }
        for entry in output.split(separator: 0) {
            // `added TAB removed TAB path`, with `-` in place of numbers for binary files.
            let parts = entry.split(separator: UInt8(ascii: "\t"), maxSplits: 2)
            guard parts.count == 3 else { continue }
            let path = String(decoding: parts[2], as: UTF8.self)
            commits[path, default: 0] += 1
            lines[path, default: 0] += Self.number(parts[0]) + Self.number(parts[1])
        }
    }

    /// Newlines stand before the first entry of a commit.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        let digits = bytes.filter { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
}
