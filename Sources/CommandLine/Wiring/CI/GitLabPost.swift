import Core
import Remote
import Reports

/// A post to GitLab: a note on the merge request and a status of the commit; where there is no token, nothing but the files.
struct GitLabPost {
    private let post: HostPost

    init(_ post: HostPost) { self.post = post }

    func send() async {
        guard let token = post.value("GITLAB_TOKEN") ?? post.value("ASSAY_GITLAB_TOKEN") else {
            let why = "a job's own token may not; the reports of the job say the same"
            return Console.error("warning: nothing is posted: GITLAB_TOKEN is not set (\(why))")
        }
        guard let project = post.value("CI_PROJECT_ID"), let commit = post.value("CI_COMMIT_SHA"),
            let address = post.value("CI_API_V4_URL").flatMap({ RemoteURL($0) })
        else {
            return Console.error("warning: nothing is posted: CI_PROJECT_ID, CI_COMMIT_SHA or CI_API_V4_URL is missing")
        }
        let session = RemotePlaces.stores.session()
        let host = GitLabHost(address: address, project: project, token: token, session: session)
        if post.wants.check {
            _ = await post.attempt("status") { () async throws(RemoteError) in
                try await host.status(
                    post.title,
                    commit: commit,
                    state: state,
                    description: post.output(AnnotationList(RunSummary(), change: nil)).title,
                    link: link,
                    pipeline: post.value("CI_PIPELINE_ID")
                )
                Console.error("status: \(post.title) is \(state) at \(commit.prefix(10))")
            }
        }
        guard post.wants.comment, let number = post.value("CI_MERGE_REQUEST_IID").flatMap({ Int($0) }) else { return }
        let text = await post.comment(link: link)
        _ = await post.attempt("note") { () async throws(RemoteError) in
            let done = try await host.note(
                on: number,
                text: text,
                marker: post.marker,
                createsNew: post.writesComment
            )
            if done != .notNeeded { Console.error("note: \(done == .edited ? "edited" : "written") on !\(number)") }
        }
    }

    private var link: String? { post.link ?? post.value("CI_JOB_URL") }

    private var state: String {
        if post.summary?.interrupted ?? false { return "canceled" }
        return post.verdict.blocks ? "failed" : "success"
    }
}
