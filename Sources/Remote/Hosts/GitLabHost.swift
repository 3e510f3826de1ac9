internal import Scanning

/// The few calls of GitLab's interface that a run's news take, for one project.
package struct GitLabHost: Sendable {
    private let api: HostInterface
    private let project: String

    /// Nothing is asked yet.
    ///
    /// `address`: such as `https://gitlab.com/api/v4`. `project`: its number, or its path.
    package init(address: RemoteURL, project: String, token: String, session: HTTPSession) {
        api = HostInterface(
            address: address,
            headers: [HTTPRequest.Header("private-token", token)],
            session: session
        )
        self.project = project
    }

    /// Writes the one note of a merge request that has the marker, or edits it.
    package func note(
        on number: Int,
        text: String,
        marker: String,
        createsNew: Bool
    ) async throws(RemoteError) -> PostedComment {
        let place = "projects/\(project)/merge_requests/\(number)/notes"
        for id in try await notes(place, marker) {
            let response = try await api.send("PUT", "\(place)/\(id)", ["body": JSON(text)])
            // A note with our marker may be somebody else's, or be gone by now.
            if response.status == 403 || response.status == 404 { continue }
            try api.check(response, "note \(id)")
            return .edited
        }
        guard createsNew else { return .notNeeded }
        do throws(RemoteError) {
            try api.check(try await api.send("POST", place, ["body": JSON(text)]), "note")
        } catch {
            // Nobody knows whether it was written: only what is seen now says.
            guard error.isAmbiguous || (error.status ?? 0) >= 500, try await !notes(place, marker).isEmpty else {
                throw error
            }
        }
        return .written
    }

    private func notes(_ place: String, _ marker: String) async throws(RemoteError) -> [String] {
        try await api.pages(place).filter { $0["body"]?.string?.hasPrefix(marker) ?? false }
            .compactMap { $0["id"]?.int.map { "\($0)" } }
    }

    /// Sets the one status of this name of a commit.
    ///
    /// `state`: `success`, `failed` or `canceled`. `description`: at most 255 characters are kept.
    package func status(
        _ name: String,
        commit: String,
        state: String,
        description: String,
        link: String?,
        pipeline: String?
    ) async throws(RemoteError) {
        var body: JSON = [
            "state": JSON(state), "name": JSON(name), "description": JSON(String(description.prefix(255))),
        ]
        if let link { body["target_url"] = JSON(link) }
        if let pipeline { body["pipeline_id"] = JSON(pipeline) }
        let response = try await api.send("POST", "projects/\(project)/statuses/\(commit)", body)
        // GitLab refuses to set a status to what it is already.
        if response.status == 400, String(decoding: response.body, as: UTF8.self).contains("Cannot transition status") {
            return
        }
        try api.check(response, "status")
    }
}
