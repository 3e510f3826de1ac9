import Scanning

/// A deployment at GitHub that waits for our word.
struct ProtectionRequest: Sendable, Hashable {
    var project: String
    var environment: String
    var commit: String
    /// What the deployment names; nil where our own log has to know.
    var artifact: String?
    /// Where the word is told.
    var callback: String
    /// The App's installation at whoever owns the repository.
    var installation: Int
    /// Seconds since 1970.
    var received: Double
    /// The remark that was told last; empty for none.
    var remark = ""
    /// How often GitHub could not be told.
    var failures = 0

    init(
        project: String,
        environment: String,
        commit: String,
        artifact: String?,
        callback: String,
        installation: Int,
        received: Double
    ) {
        self.project = project
        self.environment = environment
        self.commit = commit
        self.artifact = artifact
        self.callback = callback
        self.installation = installation
        self.received = received
    }

    // MARK: As a line of a file

    var json: JSON {
        [
            "project": JSON(project), "environment": JSON(environment), "commit": JSON(commit),
            "artifact": JSON(artifact), "callback": JSON(callback), "installation": JSON(installation),
            "received": JSON(received), "remark": JSON(remark),
        ]
    }

    /// nil for what no version has written.
    init?(_ json: JSON) {
        guard let project = json["project"]?.string, let environment = json["environment"]?.string,
            let commit = json["commit"]?.string, let callback = json["callback"]?.string,
            let installation = json["installation"]?.int, let received = json["received"]?.double
        else { return nil }
        self.init(
            project: project,
            environment: environment,
            commit: commit,
            artifact: json["artifact"]?.string,
            callback: callback,
            installation: installation,
            received: received
        )
        remark = json["remark"]?.string ?? ""
    }
}

/// What GitHub sends for a deployment protection rule.
struct ProtectionEvent: Sendable, Hashable {
    /// Numbers of the repository and of its owner.
    var repository: String
    var owner: String?
    var environment: String
    var commit: String
    var artifact: String?
    /// As it came.
    var callback: String?
    var installation: Int

    /// nil for an event that asks for no word.
    init?(_ body: [UInt8]) {
        guard let json = try? JSON(parsing: body), json["action"]?.string == "requested",
            let repository = json["repository"]?["id"]?.int, let installation = json["installation"]?["id"]?.int,
            let environment = json["environment"]?.string, let deployment = json["deployment"],
            let commit = deployment["sha"]?.string, (7...64).contains(commit.utf8.count),
            commit.allSatisfy(\.isHexDigit)
        else { return nil }
        self.repository = "\(repository)"
        owner = json["repository"]?["owner"]?["id"]?.int.map { "\($0)" }
        self.environment = environment
        self.commit = commit.lowercased()
        artifact = deployment["payload"]?["artifact"]?.string.flatMap { DeploymentDoor.digest($0) }
        callback = json["deployment_callback_url"]?.string
        self.installation = installation
    }
}
