import Scanning

/// What a backup holds: every file by its path and the digest of its content.
struct BackupManifest: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        /// Within the folder of the server's data.
        var path: String
        var size: Int
        /// Of the last change, in nanoseconds since 1970.
        var changed: Int
        /// Permissions.
        var mode: Int
        var digest: String
    }

    /// Seconds since 1970.
    var made: Double
    var entries: [Entry]

    var json: JSON {
        let files = entries.map { entry -> JSON in
            [
                "path": JSON(entry.path), "size": JSON(entry.size), "changed": JSON(entry.changed),
                "mode": JSON(entry.mode), "sha256": JSON(entry.digest),
            ]
        }
        return ["version": 1, "made": JSON(made), "files": .array(files)]
    }

    init(made: Double, entries: [Entry]) {
        self.made = made
        self.entries = entries
    }

    /// nil for what is no manifest, and for one that names a place outside the folder.
    init?(_ json: JSON) {
        guard json["version"]?.int == 1, let made = json["made"]?.double, let files = json["files"]?.array else {
            return nil
        }
        var entries: [Entry] = []
        for file in files {
            guard let path = file["path"]?.string, Self.isInside(path), let size = file["size"]?.int, size >= 0,
                let changed = file["changed"]?.int, let mode = file["mode"]?.int, let digest = file["sha256"]?.string,
                digest.utf8.count == 64,
                digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            else { return nil }
            entries.append(Entry(path: path, size: size, changed: changed, mode: mode & 0o777, digest: digest))
        }
        self.init(made: made, entries: entries)
    }

    private static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && !path.utf8.contains(0)
    }
}
