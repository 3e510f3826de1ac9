import Core
import Judging
import Remote
import Reports
import Scanning

/// A post to GitHub: comment, check and findings; where the token may not, what takes none.
struct GitHubPost {
    private let post: HostPost
    private let event: JSON?

    init(_ post: HostPost) {
        self.post = post
        event = post.event()
    }

    func send() async {
        let annotations = await post.annotations()
        guard let token = post.value("GITHUB_TOKEN") ?? post.value("GH_TOKEN") else {
            Console.error("warning: nothing is posted: GITHUB_TOKEN is not set")
            return tellWithoutToken(annotations)
        }
        guard let repository = post.value("GITHUB_REPOSITORY"), let commit,
            let address = RemoteURL(post.value("GITHUB_API_URL") ?? "https://api.github.com")
        else {
            Console.error(
                "warning: nothing is posted: GITHUB_REPOSITORY, GITHUB_SHA or GITHUB_API_URL is missing or no such thing"
            )
            return tellWithoutToken(annotations)
        }
        let session = RemotePlaces.stores.session()
        let host = GitHubHost(address: address, repository: repository, token: token, session: session)
        var isRefused = false
        if post.wants.check {
            isRefused = await post.attempt("check") { () async throws(RemoteError) in
                try await check(host, commit, annotations)
            }
        }
        if post.wants.comment, let pullRequest {
            let text = await post.comment(link: link)
            let refused = await post.attempt("comment") { () async throws(RemoteError) in
                let done = try await host.comment(
                    on: pullRequest,
                    text: text,
                    marker: post.marker,
                    createsNew: post.writesComment
                )
                if done != .notNeeded {
                    Console.error("comment: \(done == .edited ? "edited" : "written") on #\(pullRequest)")
                }
            }
            isRefused = isRefused || refused
        }
        if post.wants.findings { await findings(host, commit) }
        if isRefused {
            // A change from a fork gets a token that may only read.
            Console.error(
                "note: this token may not post, as with changes from forks: summary and annotations stand in for it"
            )
            tellWithoutToken(annotations)
        }
    }

    private func check(_ host: GitHubHost, _ commit: String, _ annotations: AnnotationList) async throws(RemoteError) {
        let output = post.output(annotations)
        let remark = try await host.check(
            post.title,
            commit: commit,
            conclusion: conclusion,
            output: (output.title, output.summary),
            portions: output.portions.map { $0.map(CheckNote.init) },
            details: link,
            run: post.summary?.context?.id ?? ""
        )
        if let remark { Console.error("warning: \(remark)") }
        Console.error("check: \(post.title) is \(conclusion) at \(commit.prefix(10))")
    }

    private func findings(_ host: GitHubHost, _ commit: String) async {
        guard let summary = post.summary else { return }
        var document: [UInt8] = []
        SARIFReport.write(summary, folder: post.source.folderInRepository) { document += $0 }
        guard let packed = Deflate.gzip(document), packed.count <= 10 << 20 else {
            return Console.error(
                "warning: no findings are handed over: they fill more than the 10 MiB that GitHub takes"
            )
        }
        _ = await post.attempt("findings") { () async throws(RemoteError) in
            try await host.upload(sarif: Base64.encode(packed), commit: commit, ref: post.value("GITHUB_REF") ?? "")
        }
    }

    private func tellWithoutToken(_ annotations: AnnotationList) {
        guard let summary = post.summary else { return }
        GitHubStep(environment: post.source.environment).tell(CIReporter.News(summary: summary), annotations)
    }

    private var conclusion: String {
        if post.summary?.interrupted ?? false { return "cancelled" }
        return post.verdict.blocks ? "failure" : "success"
    }

    /// The pull request's own head, and not the merge that GitHub makes of it for the job.
    private var commit: String? {
        event?["pull_request"]?["head"]?["sha"]?.string ?? event?["merge_group"]?["head_sha"]?.string
            ?? post.value("GITHUB_SHA")
    }

    private var pullRequest: Int? {
        if let number = event?["pull_request"]?["number"]?.int ?? event?["number"]?.int { return number }
        let parts = (post.value("GITHUB_REF") ?? "").split(separator: "/")
        return parts.count >= 3 && parts[1] == "pull" ? Int(parts[2]) : nil
    }

    private var link: String? {
        if let link = post.link { return link }
        guard let server = post.value("GITHUB_SERVER_URL"), let repository = post.value("GITHUB_REPOSITORY"),
            let run = post.value("GITHUB_RUN_ID")
        else { return nil }
        return "\(server)/\(repository)/actions/runs/\(run)"
    }
}

extension CheckNote {
    init(_ note: CheckOutput.Note) {
        self.init(path: note.path, line: note.line, level: note.level, title: note.title, message: note.message)
    }
}
