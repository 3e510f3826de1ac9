internal import Scanning

/// The few calls of GitHub's interface that a run's news take, for one repository.
package struct GitHubHost: Sendable {
    private let api: HostInterface
    /// `owner/name`.
    private let repository: String

    /// `address`: such as `https://api.github.com`.
    package init(address: RemoteURL, repository: String, token: String, session: HTTPSession) {
        api = HostInterface(
            address: address,
            headers: [
                HTTPRequest.Header("authorization", "Bearer \(token)"),
                HTTPRequest.Header("accept", "application/vnd.github+json"),
                HTTPRequest.Header("x-github-api-version", "2022-11-28"),
            ],
            session: session
        )
        self.repository = repository
    }

    /// Writes the one comment of a pull request that has the marker, or edits it.
    ///
    /// `createsNew`: false edits the one that is there, and adds none.
    package func comment(
        on number: Int,
        text: String,
        marker: String,
        createsNew: Bool
    ) async throws(RemoteError) -> PostedComment {
        let place = "repos/\(repository)/issues/\(number)/comments"
        let found = try await comments(place, marker)
        for id in found {
            let response = try await api.send(
                "PATCH",
                "repos/\(repository)/issues/comments/\(id)",
                ["body": JSON(text)]
            )
            // A comment with our marker may be somebody else's, or be gone by now.
            if response.status == 403 || response.status == 404 { continue }
            try api.check(response, "comment \(id)")
            return .edited
        }
        guard createsNew else { return .notNeeded }
        do throws(RemoteError) {
            try api.check(try await api.send("POST", place, ["body": JSON(text)]), "comment")
        } catch {
            // Nobody knows whether it was written: only what is seen now says.
            guard error.isAmbiguous || (error.status ?? 0) >= 500, try await !comments(place, marker).isEmpty else {
                throw error
            }
        }
        return .written
    }

    /// The ids of the comments with the marker, over all pages.
    private func comments(_ place: String, _ marker: String) async throws(RemoteError) -> [String] {
        try await api.pages(place).filter { $0["body"]?.string?.hasPrefix(marker) ?? false }
            .compactMap { $0["id"]?.int.map { "\($0)" } }
    }

    /// Makes one finished check of a commit; its annotations follow in portions.
    ///
    /// `portions` hold the annotations, as GitHub's documents have them; what it refuses is left out, and said.
    package func check(
        _ name: String,
        commit: String,
        conclusion: String,
        output: (title: String, summary: String),
        portions: [[CheckNote]],
        details: String?,
        run: String
    ) async throws(RemoteError) -> String? {
        var body: JSON = [
            "name": JSON(name), "head_sha": JSON(commit), "status": JSON("completed"), "conclusion": JSON(conclusion),
            "external_id": JSON(run), "output": Self.output(output, portions.first ?? []),
        ]
        if let details { body["details_url"] = JSON(details) }
        let place = "repos/\(repository)/check-runs"
        var refused = false
        var response = try await api.send("POST", place, body)
        if response.status == 422 {
            // One annotation that it does not like makes it refuse all.
            refused = true
            body["output"] = Self.output((output.title, output.summary), [])
            response = try await api.send("POST", place, body)
        }
        try api.check(response, "check")
        guard !refused else { return "GitHub refuses the annotations (422): the check is without them" }
        guard let id = api.document(response)?["id"]?.int else {
            throw RemoteError(api.place(place), "the answer names no check", status: response.status)
        }
        for portion in portions.dropFirst() {
            let more: JSON = ["output": Self.output(output, portion)]
            // What was made a moment ago is not known everywhere yet.
            let answer = try await api.sendUntilKnown("PATCH", "\(place)/\(id)", more)
            if answer.status == 422 { return "GitHub refuses some of the annotations (422)" }
            try api.check(answer, "check \(id)")
        }
        return nil
    }

    /// Hands findings over; `sarif` is packed with gzip and in base64.
    package func upload(sarif: String, commit: String, ref: String) async throws(RemoteError) {
        let body: JSON = [
            "commit_sha": JSON(commit), "ref": JSON(ref), "sarif": JSON(sarif), "tool_name": JSON("Assay"),
        ]
        try api.check(try await api.send("POST", "repos/\(repository)/code-scanning/sarifs", body), "SARIF")
    }

    private static func output(_ output: (title: String, summary: String), _ notes: [CheckNote]) -> JSON {
        [
            "title": JSON(output.title), "summary": JSON(output.summary),
            "annotations": JSON(
                notes.map { note in
                    [
                        "path": JSON(note.path), "start_line": JSON(note.line), "end_line": JSON(note.line),
                        "annotation_level": JSON(note.level), "title": JSON(note.title),
                        "message": JSON(note.message),
                    ] as JSON
                }
            ),
        ]
    }
}

/// A remark at a line, as a check has it.
package struct CheckNote: Sendable, Hashable {
    package var path: String
    package var line: Int
    /// `failure`, `warning` or `notice`.
    package var level: String
    package var title: String
    package var message: String

    package init(path: String, line: Int, level: String, title: String, message: String) {
        self.path = path
        self.line = line
        self.level = level
        self.title = title
        self.message = message
    }
}

/// What became of a comment.
package enum PostedComment: Sendable, Hashable {
    case written
    case edited
    /// There was none to edit, and none was to be written.
    case notNeeded
}
