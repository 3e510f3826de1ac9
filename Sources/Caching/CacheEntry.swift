import Core
import Scanning

/// A result as it is kept: what it rests on, whose it is, and the files that it consists of.
struct CacheEntry: Sendable, Hashable {
    struct File: Sendable, Hashable {
        /// Relative to the project's root.
        var path: String
        /// Reports are evidence, and are always put in place anew.
        var isReport: Bool
        /// Permission bits.
        var mode: Int
        /// Digest of the content; of a link the empty text.
        var digest: String
        /// Where a symbolic link leads; nil for a file.
        var link: String?
    }

    var origin: CacheOrigin
    var step: String
    var fingerprint: StepFingerprint
    var files: [File]
    /// Digest of the output; nil where there was none.
    var log: String?

    /// The digests of all that the entry needs.
    var blobs: [String] { files.filter { $0.link == nil }.map(\.digest) + [log].compactMap(\.self) }

    static func blob(_ digest: String) -> String { "blobs/\(digest.prefix(2))/\(digest)" }

    var bytes: [UInt8] {
        let json: JSON = [
            "assay_cache": 1, "step": JSON(step), "run": JSON(origin.run), "stored": JSON(origin.stored),
            "key": JSON(origin.key), "log": JSON(log),
            "fingerprint": .array(fingerprint.items.map { [JSON($0.kind.rawValue), JSON($0.name), JSON($0.value)] }),
            "files": .array(
                files.map { file in
                    [
                        "path": JSON(file.path), "report": JSON(file.isReport), "mode": JSON(file.mode),
                        "digest": JSON(file.digest), "link": JSON(file.link),
                    ]
                }
            ),
        ]
        return Array(json.text().utf8)
    }
}

extension CacheEntry {
    /// nil for what is no entry, or names a place that no entry may: whoever can write a shared folder must not be able to
    /// write elsewhere by it.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["assay_cache"]?.int == 1, let step = json["step"]?.string,
            let run = json["run"]?.string, let stored = json["stored"]?.double, let key = json["key"]?.string,
            let items = json["fingerprint"]?.array, let files = json["files"]?.array, (0...1e12).contains(stored)
        else { return nil }
        var list: [StepFingerprint.Item] = []
        for item in items {
            guard let kind = item[0]?.string.flatMap(StepFingerprint.Item.Kind.init), let name = item[1]?.string,
                let value = item[2]?.string
            else { return nil }
            list.append(StepFingerprint.Item(kind, name, value))
        }
        var found: [File] = []
        for json in files {
            guard let file = File(json) else { return nil }
            found.append(file)
        }
        let log = json["log"]?.string
        if let log, !Self.isDigest(log) { return nil }
        self.init(
            origin: CacheOrigin(run: run, stored: stored, key: key),
            step: step,
            fingerprint: StepFingerprint(list),
            files: found,
            log: log
        )
    }

    static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension CacheEntry.File {
    fileprivate init?(_ json: JSON) {
        guard let path = json["path"]?.string, let isReport = json["report"]?.bool, let mode = json["mode"]?.int,
            let digest = json["digest"]?.string, Self.staysInside(path)
        else { return nil }
        let link = json["link"]?.string
        guard link != nil || CacheEntry.isDigest(digest) else { return nil }
        self.init(path: path, isReport: isReport, mode: mode & 0o777, digest: digest, link: link)
    }

    private static func staysInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && parts.first != ".assay" && parts.first != ".git"
    }
}
