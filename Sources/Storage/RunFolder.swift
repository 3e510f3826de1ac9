import Glibc
package import Scanning

/// The folder of one run: `events.jsonl`, `logs/`, and `summary.json` once the run has ended.
package struct RunFolder: Sendable, Hashable {
    package let id: String
    /// Absolute path.
    package let path: String

    package var events: String { "\(path)/events.jsonl" }
    package var logs: String { "\(path)/logs" }
    package var summary: String { "\(path)/summary.json" }

    /// The log of one try of a step, relative to the folder; what a file name cannot hold becomes `_`.
    package func log(step: String, attempt: Int) -> String {
        var name = ""
        for scalar in step.unicodeScalars {
            let plain =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(plain ? scalar : "_")
        }
        // 255 bytes is what file systems take; names that were changed or cut must not collide.
        let cut = String(decoding: name.utf8.prefix(180), as: UTF8.self).filter { $0 != "\u{FFFD}" }
        let changed = cut != step || cut.hasPrefix(".")
        let suffix = changed ? "-" + String(Self.hash(step), radix: 16) : ""
        return "logs/\(cut.hasPrefix(".") ? "_" : "")\(cut)\(suffix).\(attempt).log"
    }

    /// Writes the summary as a whole or not at all.
    package func writeSummary(_ summary: JSON) throws(StorageError) {
        try SmallFile.write(summary.serialized(.pretty) + [0x0A], to: self.summary)
    }

    /// Whether the run is still under way: its program holds the lock on the event log.
    package var isRunning: Bool {
        let file = open(events, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// FNV-1a: the same in every run, unlike the hashes of the standard library.
    private static func hash(_ text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
