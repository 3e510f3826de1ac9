import Core
package import Scanning
import Signing

/// A line of the audit log: what was decided or done, chained to the one before by its digest.
package struct LedgerEntry: Sendable, Hashable {
    /// From 1.
    package let number: Int
    /// Seconds since 1970.
    package let time: Double
    /// Such as `decision` or `approval`.
    package let kind: String
    package let actor: String
    package let body: JSON
    /// The digest of the entry before; of the first one, zeros.
    package let previous: String
    /// SHA-256 over all of this as it stands in the file.
    package let digest: String

    static let origin = String(repeating: "0", count: 64)
    private static let head = Array("{\"digest\":\"".utf8)
    private static let middle = Array("\",\"entry\":".utf8)

    /// A new entry after others.
    init(_ draft: LedgerDraft, number: Int, previous: String) {
        self.number = number
        (time, kind, actor, body) = (draft.time, draft.kind, draft.actor, draft.body)
        self.previous = previous
        digest = Self.digest(Self.json(draft, number, previous).serialized())
    }

    /// The line that stands for it, without its end.
    var line: [UInt8] {
        let draft = LedgerDraft(kind, by: actor, at: time, body)
        return Self.head + Array(digest.utf8) + Self.middle + Self.json(draft, number, previous).serialized()
            + [UInt8(ascii: "}")]
    }

    /// nil for a line of another form, and for one whose digest is not that of its content.
    init?(line: ArraySlice<UInt8>) {
        let start = Self.head.count + 64 + Self.middle.count
        guard line.count > start + 2, line.starts(with: Self.head), line.last == UInt8(ascii: "}") else { return nil }
        let digest = line.dropFirst(Self.head.count).prefix(64)
        guard line.dropFirst(Self.head.count + 64).starts(with: Self.middle) else { return nil }
        let content = Array(line.dropFirst(start).dropLast())
        self.digest = String(decoding: digest, as: UTF8.self)
        guard Self.digest(content) == self.digest, let json = try? JSON(parsing: content),
            let number = json["number"]?.int, let time = json["time"]?.double, let kind = json["kind"]?.string,
            let actor = json["actor"]?.string, let body = json["body"], let previous = json["previous"]?.string
        else { return nil }
        (self.number, self.time, self.kind, self.actor) = (number, time, kind, actor)
        (self.body, self.previous) = (body, previous)
    }

    private static func json(_ draft: LedgerDraft, _ number: Int, _ previous: String) -> JSON {
        [
            "number": JSON(number), "time": JSON(draft.time), "kind": JSON(draft.kind), "actor": JSON(draft.actor),
            "previous": JSON(previous), "body": draft.body,
        ]
    }

    private static func digest(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { Digest.sha256($0) } }
}

/// What is to be written into the audit log.
package struct LedgerDraft: Sendable, Hashable {
    package var kind: String
    package var actor: String
    /// Seconds since 1970.
    package var time: Double
    package var body: JSON

    package init(_ kind: String, by actor: String, at time: Double, _ body: JSON) {
        self.kind = kind
        self.actor = actor
        self.time = time
        self.body = body
    }
}
