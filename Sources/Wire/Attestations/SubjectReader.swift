import Core
import Scanning

/// Reads what an in-toto Statement is about: `[{"name": "…", "digest": {"gitCommit": "…"}}]`.
enum SubjectReader {
    /// More subjects than this are no honest statement.
    static let limit = 100

    static func subjects(_ json: inout JSONReader) throws(ScanError) -> [Statement.Subject] {
        guard try json.peek() == .array else { throw json.error("'subject' must be a list", at: json.offset) }
        let start = json.offset
        var subjects: [Statement.Subject] = []
        try json.beginArray()
        while try json.nextElement() {
            guard subjects.count < limit else { throw json.error("more than \(limit) subjects", at: json.offset) }
            subjects.append(try subject(&json))
        }
        guard !subjects.isEmpty else { throw json.error("'subject' is empty: it is about nothing", at: start) }
        return subjects
    }

    private static func subject(_ json: inout JSONReader) throws(ScanError) -> Statement.Subject {
        guard try json.peek() == .object else { throw json.error("a subject is an object", at: json.offset) }
        let start = json.offset
        var subject = Statement.Subject(name: "", digests: [:])
        var keys = KeyedReader(["name", "digest"], ignoresOthers: true)
        try json.beginObject()
        while let key = try keys.next(&json) {
            if key == "name" {
                subject.name = try KeyedReader.text(&json, key)
            } else {
                subject.digests = try digests(&json)
            }
        }
        try keys.require("digest", in: json, at: start)
        return subject
    }

    /// Digests of the algorithms that Assay knows; at least one of them.
    private static func digests(_ json: inout JSONReader) throws(ScanError) -> [String: String] {
        let lengths: [String: Set<Int>] = ["gitCommit": [40, 64], "sha1": [40], "sha256": [64]]
        guard try json.peek() == .object else { throw json.error("'digest' must be an object", at: json.offset) }
        let start = json.offset
        var digests: [String: String] = [:]
        var keys = KeyedReader(lengths.keys.sorted(), ignoresOthers: true)
        try json.beginObject()
        while let algorithm = try keys.next(&json) {
            let offset = try KeyedReader.start(&json)
            let text = try json.readString()
            let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            guard isHex, lengths[algorithm]?.contains(text.utf8.count) == true else {
                throw json.error("'\(algorithm)' is not a whole digest in lowercase hexadecimal digits", at: offset)
            }
            digests[algorithm] = text
        }
        guard !digests.isEmpty else {
            throw json.error("a subject needs one of the digests \(keys.known.joined(separator: ", "))", at: start)
        }
        return digests
    }
}
