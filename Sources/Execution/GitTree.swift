import Glibc

/// The files of a commit.
package enum GitTree {
    /// Paths relative to the directory, of those below it; nil where git knows no such commit.
    package static func files(at commit: String, directory: String, environment: [String: String]) -> [String]? {
        guard commit.utf8.count >= 7, commit.utf8.allSatisfy(isHexadecimal) else { return nil }
        let git = GitCommand(directory: directory, environment: environment)
        guard let output = git.output(["ls-tree", "-r", "-z", "--name-only", commit, "--", "."]) else { return nil }
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Links that git keeps, relative to the directory, each with the place below the directory that it leads to.
    package static func links(directory: String, environment: [String: String]) -> [String: String] {
        let git = GitCommand(directory: directory, environment: environment)
        guard let output = git.output(["ls-files", "--stage", "-z"]) else { return [:] }
        var links: [String: String] = [:]
        for entry in output.split(separator: 0) where entry.starts(with: "120000 ".utf8) {
            guard let tab = entry.firstIndex(of: 0x09) else { continue }
            let link = String(decoding: entry[(tab + 1)...], as: UTF8.self)
            if let target = target(of: link, directory) { links[link] = target }
        }
        return links
    }

    /// nil where the link leads out of the directory, or nowhere.
    private static func target(of link: String, _ directory: String) -> String? {
        guard let root = realpath(directory, nil) else { return nil }
        defer { free(root) }
        guard let target = realpath("\(directory)/\(link)", nil) else { return nil }
        defer { free(target) }
        let folder = String(cString: root) + "/"
        let path = String(cString: target)
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
