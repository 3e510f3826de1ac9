/// Where a run happens: the project that its steps see, and the folder that gets their output.
package struct RunFolder: Sendable, Hashable {
    /// Absolute path of the project.
    package var root: String
    /// Absolute path of the run's own folder; it and `logs` below it exist before the run starts.
    package var path: String

    package init(root: String, path: String) {
        self.root = root
        self.path = path
    }

    /// `kept/NAME-ATTEMPT`, relative to the run's folder: where files of one try are kept.
    static func kept(step: String, index: Int, attempt: Int) -> String {
        "kept" + log(step: step, index: index, attempt: attempt).dropFirst("logs".count).dropLast(".log".count)
    }

    /// `logs/NAME-ATTEMPT.log`, relative to the run's folder.
    ///
    /// A name that is not a safe file name is rewritten and
    /// given the position of its step, so that no two steps share a log and none leaves the folder.
    package static func log(step: String, index: Int, attempt: Int) -> String {
        let longest = 100
        var bytes: [UInt8] = []
        var isSafe = step.utf8.count <= longest
        for byte in step.utf8.prefix(longest) {
            if isAllowed(byte), !(bytes.isEmpty && byte == UInt8(ascii: ".")) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "_"))
                isSafe = false
            }
        }
        let name = String(decoding: bytes, as: UTF8.self)
        return isSafe && !name.isEmpty ? "logs/\(name)-\(attempt).log" : "logs/\(name)~\(index)-\(attempt).log"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The absolute path of a directory given relative to the root, by its letters alone; nil where it leaves the root.
    package func directory(_ relative: String?) -> String? {
        guard let relative else { return root }
        guard !relative.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in relative.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? root : root + "/" + parts.joined(separator: "/")
    }
}
