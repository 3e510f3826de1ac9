internal import Crypto

/// What lets a program send runs of one project, and nothing else.
package struct ProjectToken: Sendable, Hashable {
    private static let prefix = "assay_p_"
    /// Days that a token holds at most.
    package static let longestDays = 365

    /// The part of its text that names it; it is no secret.
    package var id: String
    package var project: String
    /// SHA-256 of the whole text, in hexadecimal digits: the text itself is kept nowhere.
    package var digest: String
    /// Seconds since 1970.
    package var expires: Double

    package init(id: String, project: String, digest: String, expires: Double) {
        self.id = id
        self.project = project
        self.digest = digest
        self.expires = expires
    }

    /// A new token with the text that its owner is told once.
    ///
    /// `now`: seconds since 1970.
    package static func make(project: String, now: Double, days: Int) -> (token: ProjectToken, text: String) {
        let secret = hexadecimal(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
        let id = hexadecimal(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0.prefix(4)) })
        let text = "\(prefix)\(id)_\(secret)"
        let token = ProjectToken(
            id: id,
            project: project,
            digest: digest(of: text),
            expires: now + Double(min(days, longestDays)) * 86_400
        )
        return (token, text)
    }

    /// The token whose text this is and that holds; nil for none.
    package static func find(_ text: String, among tokens: [ProjectToken], now: Double) -> ProjectToken? {
        guard text.hasPrefix(prefix), text.utf8.count < 200 else { return nil }
        let own = Array(digest(of: text).utf8)
        var found: ProjectToken?
        // All of them, and each to its end: the time that it takes tells nothing.
        for token in tokens where isEqual(own, Array(token.digest.utf8)) { found = token }
        return found.flatMap { now < $0.expires ? $0 : nil }
    }

    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func digest(of text: String) -> String { hexadecimal(Array(SHA256.hash(data: Array(text.utf8)))) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    // MARK: As a line of a file

    package var line: String { "\(id) \(project) \(digest) \(Int(expires))" }

    /// nil for a line that no version has written.
    package init?(line: some StringProtocol) {
        let parts = String(line).split(separator: " ").map(String.init)
        guard parts.count == 4, let expires = Double(parts[3]), parts[2].utf8.count == 64 else { return nil }
        self.init(id: parts[0], project: parts[1], digest: parts[2], expires: expires)
    }
}
