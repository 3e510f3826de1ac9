import Scanning

/// Whose jobs may send runs of a project without a token.
///
/// What is bound are numbers that never change: a name of a repository can be taken by somebody else.
package struct TrustedJobs: Sendable, Hashable {
    package enum Host: String, Sendable, Hashable, CaseIterable { case github, gitlab }

    package var host: Host
    /// Such as `https://token.actions.githubusercontent.com`.
    package var issuer: String
    /// The repository's number.
    package var repository: String
    /// The number of whoever owns it; nil where the host tells none.
    package var owner: String?

    package init(_ host: Host, issuer: String, repository: String, owner: String? = nil) {
        self.host = host
        self.issuer = issuer
        self.repository = repository
        self.owner = owner
    }

    package static let github = "https://token.actions.githubusercontent.com"

    // MARK: As a line of a file

    package var line: String { "\(host.rawValue) \(issuer) \(repository) \(owner ?? "-")" }

    /// nil for a line that no version has written.
    package init?(line: some StringProtocol) {
        let parts = String(line).split(separator: " ").map(String.init)
        guard parts.count == 4, let host = Host(rawValue: parts[0]), !parts[2].isEmpty else { return nil }
        self.init(host, issuer: parts[1], repository: parts[2], owner: parts[3] == "-" ? nil : parts[3])
    }

    /// Who the job is that the claims of a checked token name; nil where it is of another repository.
    package func job(_ token: WebToken) -> JobIdentity? {
        guard token["iss"] == issuer else { return nil }
        switch host {
        case .github:
            guard Self.text(token, "repository_id") == repository,
                owner == nil || Self.text(token, "repository_owner_id") == owner
            else { return nil }
            let ref = token["ref"] ?? ""
            return JobIdentity(
                host: host,
                run: [token["run_id"], token["run_attempt"]].compactMap(\.self).joined(separator: "-"),
                commit: token["sha"],
                branch: Self.branch(ref),
                isProtected: token["ref_protected"] == "true",
                isProposal: ["pull_request", "pull_request_target"].contains(token["event_name"] ?? "")
                    || ref.hasPrefix("refs/pull/"),
                workflow: token["job_workflow_ref"]
            )
        case .gitlab:
            guard Self.text(token, "project_id") == repository,
                owner == nil || Self.text(token, "namespace_id") == owner
            else { return nil }
            return JobIdentity(
                host: host,
                run: Self.text(token, "pipeline_id") ?? "",
                commit: token["sha"],
                branch: token["ref_type"] == "branch" ? token["ref"] : nil,
                isProtected: token["ref_protected"] == "true",
                isProposal: token["pipeline_source"] == "merge_request_event",
                workflow: token["ci_config_ref_uri"]
            )
        }
    }

    /// A number, which hosts write as text.
    private static func text(_ token: WebToken, _ name: String) -> String? {
        token[name] ?? token.claims[name]?.int.map(String.init)
    }

    private static func branch(_ ref: String) -> String? {
        ref.hasPrefix("refs/heads/") ? String(ref.dropFirst("refs/heads/".count)) : nil
    }
}

/// A job of a code host, as the host vouches for it.
package struct JobIdentity: Sendable, Hashable {
    package var host: TrustedJobs.Host
    /// The host's number of the pipeline.
    package var run: String
    package var commit: String?
    /// nil for a tag or a proposed change.
    package var branch: String?
    package var isProtected: Bool
    /// Whether somebody proposes what it ran: it says nothing of a branch of the repository.
    package var isProposal: Bool
    /// The file that the job is described in.
    package var workflow: String?

    package init(
        host: TrustedJobs.Host,
        run: String,
        commit: String? = nil,
        branch: String? = nil,
        isProtected: Bool = false,
        isProposal: Bool = false,
        workflow: String? = nil
    ) {
        self.host = host
        self.run = run
        self.commit = commit
        self.branch = branch
        self.isProtected = isProtected
        self.isProposal = isProposal
        self.workflow = workflow
    }

    /// Why a run that says this of itself is not this job's; nil where it fits.
    ///
    /// `isChange`: whether it calls itself one of a proposed change. What it does not say at all is not against it.
    package func problem(commit: String?, branch: String?, isChange: Bool) -> String? {
        if isProposal {
            // What anybody may propose must not pass for a run of a branch, whose baseline and verdict it would become.
            return isChange ? nil : "the job ran a proposed change, and the run says that it did not"
        }
        if let commit, commit != self.commit {
            return "the run is of commit \(commit.prefix(12)), the job of \(self.commit?.prefix(12) ?? "none")"
        }
        if let branch, branch != self.branch {
            return "the run is of branch \(branch.prefix(80)), the job of \(self.branch?.prefix(80) ?? "none")"
        }
        return nil
    }
}
