/// What lets a program do one thing for one project, and nothing else.
package struct ProjectToken: Sendable, Hashable {
    package enum Use: String, Sendable, Hashable, CaseIterable {
        /// Sends runs and reports.
        case send
        /// Asks whether something may be deployed.
        case ask
    }

    private static let prefix = "assay_p_"
    /// Days that a token holds at most.
    package static let longestDays = 365

    /// The part of its text that names it; it is no secret.
    package var id: String
    package var project: String
    package var use: Use
    /// SHA-256 of the whole text, in hexadecimal digits: the text itself is kept nowhere.
    package var digest: String
    /// Seconds since 1970.
    package var expires: Double
    /// When it was used last, where that was written down; seconds since 1970.
    package var used: Double?

    /// Stands for a project in the token of a program that reads the metrics: no project has such a name.
    package static let metrics = "/metrics"

    package init(id: String, project: String, use: Use = .send, digest: String, expires: Double) {
        self.id = id
        self.project = project
        self.use = use
        self.digest = digest
        self.expires = expires
    }

    /// A new token with the text that its owner is told once.
    ///
    /// `now`: seconds since 1970.
    package static func make(
        project: String,
        use: Use = .send,
        now: Double,
        days: Int
    ) -> (token: ProjectToken, text: String) {
        let id = Secret.make(bytes: 4)
        let text = "\(prefix)\(id)_\(Secret.make())"
        let token = ProjectToken(
            id: id,
            project: project,
            use: use,
            digest: Secret.digest(of: text),
            expires: now + Double(min(days, longestDays)) * 86_400
        )
        return (token, text)
    }

    /// The token whose text this is and that holds; nil for none.
    package static func find(_ text: String, among tokens: [ProjectToken], now: Double) -> ProjectToken? {
        guard text.hasPrefix(prefix), text.utf8.count < 200 else { return nil }
        let own = Secret.digest(of: text)
        var found: ProjectToken?
        // All of them, and each to its end: the time that it takes tells nothing.
        for token in tokens where Secret.isEqual(own, token.digest) { found = token }
        return found.flatMap { now < $0.expires ? $0 : nil }
    }

    // MARK: As a line of a file

    package var line: String {
        "\(id) \(project) \(digest) \(Int(expires))" + (use == .send ? "" : " \(use.rawValue)")
    }

    /// nil for a line that no version has written.
    package init?(line: some StringProtocol) {
        let parts = String(line).split(separator: " ").map(String.init)
        guard (4...5).contains(parts.count), let expires = Double(parts[3]), parts[2].utf8.count == 64,
            let use = parts.count == 4 ? .send : Use(rawValue: parts[4])
        else { return nil }
        self.init(id: parts[0], project: parts[1], use: use, digest: parts[2], expires: expires)
    }
}
