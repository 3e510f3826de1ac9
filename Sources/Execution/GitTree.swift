/// The files of a commit.
package enum GitTree {
    /// Paths relative to the directory, of those below it; nil where git knows no such commit.
    package static func files(at commit: String, directory: String, environment: [String: String]) -> [String]? {
        guard commit.utf8.count >= 7, commit.utf8.allSatisfy(isHexadecimal) else { return nil }
        let git = GitCommand(directory: directory, environment: environment)
        guard let output = git.output(["ls-tree", "-r", "-z", "--name-only", commit, "--", "."]) else { return nil }
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
