/// A browser that somebody has signed in with.
package struct Session: Sendable, Hashable {
    /// Seconds without a request after which it ends.
    package static let idle = 12.0 * 3600
    /// Seconds after which it ends whatever happens.
    package static let longest = 7.0 * 86_400
    /// So many a person has at once; the one that was used longest ago goes first.
    package static let mostForEach = 20

    /// SHA-256 of what the browser holds, in hexadecimal digits: the secret itself is kept nowhere.
    package var digest: String
    package var account: String
    /// Seconds since 1970.
    package var created: Double
    package var used: Double

    package init(digest: String, account: String, created: Double) {
        self.digest = digest
        self.account = account
        self.created = created
        used = created
    }

    package func isAlive(at now: Double) -> Bool {
        now - used < Self.idle && now - created < Self.longest
    }

    // MARK: As a line of a file

    /// The account comes last: it may hold anything but an end of a line.
    package var line: String { "\(digest) \(Int(created)) \(Int(used)) \(account)" }

    /// nil for a line that no version has written.
    package init?(line: some StringProtocol) {
        let parts = String(line).split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count == 4, let created = Double(parts[1]), let used = Double(parts[2]),
            parts[0].utf8.count == 64
        else { return nil }
        self.init(digest: parts[0], account: parts[3], created: created)
        self.used = used
    }
}
