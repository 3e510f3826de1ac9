import Scanning
import TestSupport
import Testing

@Suite("A run on its pull request")
struct CIPostTests {
    private let head = String(repeating: "ab", count: 20)

    /// A project with a run of so many failed tests, each at a line of its own.
    private func project(failing: Int, run: Bool = true) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: {run: cp given.xml r.xml, reports: r.xml}
            """,
            to: "assay.yaml"
        )
        let cases = (0...failing).map { index in
            let failure = index == 0 ? "" : "<failure message=\"wrong\"/>"
            return
                "<testcase classname=\"shop\" name=\"t\(index)\" file=\"src/shop.py\" line=\"\(index + 1)\">\(failure)</testcase>"
        }
        folder.write("<testsuite name=\"s\">\(cases.joined())</testsuite>", to: "given.xml")
        if run { _ = Program.run([Program.assay, "run"], in: folder) }
        folder.write(
            "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"\(head)\"}}}",
            to: "event.json"
        )
        return folder
    }

    private func post(_ folder: Folder, _ host: MockGitHub, token: String? = "T", _ options: String...) -> Program.Ended
    {
        var environment = [
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "o/r", "GITHUB_API_URL": host.server.address,
            "GITHUB_EVENT_PATH": "\(folder.path)/event.json", "GITHUB_SHA": String(repeating: "cd", count: 20),
            "GITHUB_STEP_SUMMARY": "\(folder.path)/summary.md", "GITHUB_REF": "refs/pull/7/merge",
        ]
        environment["GITHUB_TOKEN"] = token ?? ""
        return Program.run([Program.assay, "ci", "post"] + options, in: folder, environment: environment)
    }

    @Test("One check at the head of the change with all annotations in portions, and one comment")
    func whole() {
        let (folder, host) = (project(failing: 120), MockGitHub(comments: 3))
        let ended = post(folder, host, "--sarif")
        #expect(ended.code == 0, "\(ended.err)")
        let state = host.now
        #expect(state.checks.count == 1, "\(ended.err)")
        #expect(state.checks.first?.name == "assay" && state.checks.first?.conclusion == "failure")
        #expect(state.checks.first?.commit == head && state.checks.first?.annotations == 120)
        #expect(state.comments.count == 4 && state.sarifs == 1)
        let comment = state.comments.last?.body ?? ""
        #expect(comment.hasPrefix("<!-- assay: report -->\n## Assay: ❌ fail"))
        #expect(comment.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
    }

    @Test("The comment that is there is edited, on whatever page of comments it stands")
    func sticky() {
        let (folder, host) = (project(failing: 1), MockGitHub(comments: 230))
        host.add(comment: "<!-- assay: report -->\nof yesterday")
        let ended = post(folder, host)
        #expect(ended.code == 0 && ended.err.contains("comment: edited on #7"), "\(ended.err)")
        #expect(host.now.comments.count == 231)
        #expect(host.now.comments.last?.body.contains("❌ fail") == true)
    }

    @Test("Green and quiet: no comment where none is, and the red one of yesterday is brought up to date")
    func quiet() {
        let (folder, host) = (project(failing: 0), MockGitHub())
        #expect(post(folder, host, "--quiet-on-green").code == 0)
        #expect(host.now.comments.isEmpty && host.now.checks.first?.conclusion == "success")
        host.add(comment: "<!-- assay: report -->\n❌ fail")
        #expect(post(folder, host, "--quiet-on-green").code == 0)
        #expect(host.now.comments.map { $0.body.contains("✅ pass") } == [true])
    }

    @Test("A token that may only read: summary and annotations stand in for the post, and it says so")
    func fork() {
        let (folder, host) = (project(failing: 2), MockGitHub(mood: .readOnly))
        let ended = post(folder, host)
        #expect(ended.code == 0)
        #expect(ended.err.contains("Resource not accessible by integration"), "\(ended.err)")
        #expect(ended.err.contains("as with changes from forks"))
        #expect(ended.err.contains("::error file=src/shop.py,line=2,"))
        #expect(folder.read("summary.md").contains("❌ fail"))
        #expect(host.now.checks.isEmpty && host.now.comments.isEmpty)
    }

    @Test("No token at all is the same")
    func noToken() {
        let (folder, host) = (project(failing: 1), MockGitHub())
        let ended = post(folder, host, token: nil)
        #expect(ended.code == 0 && ended.err.contains("GITHUB_TOKEN is not set"), "\(ended.err)")
        #expect(host.server.requests.isEmpty && folder.read("summary.md").contains("❌ fail"))
    }

    @Test("A secondary limit is waited for")
    func limited() {
        let (folder, host) = (project(failing: 1), MockGitHub(limitedFor: 1))
        #expect(post(folder, host).code == 0)
        #expect(host.now.checks.count == 1 && host.now.comments.count == 1)
    }

    @Test("Annotations that are refused leave a check without them, and a word on it")
    func picky() {
        let (folder, host) = (project(failing: 2), MockGitHub(mood: .picky))
        let ended = post(folder, host)
        #expect(ended.code == 0 && ended.err.contains("GitHub refuses the annotations"), "\(ended.err)")
        #expect(host.now.checks.map(\.annotations) == [0])
    }

    @Test("A run that never came to its end has a finished check all the same, and it is red")
    func crashed() {
        let (folder, host) = (project(failing: 0, run: false), MockGitHub())
        let ended = post(folder, host)
        #expect(ended.code == 0 && ended.err.contains("no verdict to post"), "\(ended.err)")
        #expect(host.now.checks.map(\.conclusion) == ["failure"])
        #expect(host.now.checks.first?.summary.contains("Unmeasured is not green") == true)
        #expect(host.now.comments.first?.body.contains("came to no verdict") == true)
    }

    @Test("In a merge queue the check is of the queue's commit, and there is no comment")
    func queue() {
        let (folder, host) = (project(failing: 0), MockGitHub())
        let queued = String(repeating: "ef", count: 20)
        folder.write("{\"merge_group\": {\"head_sha\": \"\(queued)\", \"base_sha\": \"00\"}}", to: "event.json")
        let ended = Program.run(
            [Program.assay, "ci", "post"],
            in: folder,
            environment: [
                "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "T",
                "GITHUB_API_URL": host.server.address, "GITHUB_EVENT_PATH": "\(folder.path)/event.json",
                "GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-7-ab", "GITHUB_SHA": queued,
            ]
        )
        #expect(ended.code == 0, "\(ended.err)")
        #expect(host.now.checks.map(\.commit) == [queued] && host.now.comments.isEmpty)
    }

    @Test("Nobody answers: a warning, and the verdict of the run stays what it was")
    func nobody() {
        let (folder, host) = (project(failing: 0), MockGitHub())
        host.server.stop()
        let ended = post(folder, host, "--no-comment")
        #expect(ended.code == 0 && ended.err.contains("warning: no check: "), "\(ended.err)")
    }

    @Test("GitLab: a note that is edited, and a status of the commit")
    func gitLab() throws {
        let folder = project(failing: 1)
        let server = ScriptedServer { request in
            guard request.headers["private-token"] == "G" else { return .text(401, "{}") }
            switch (request.method, request.path) {
            case ("GET", "/api/v4/projects/5/merge_requests/3/notes"):
                return .text(200, #"[{"id": 1, "body": "hello"}, {"id": 2, "body": "<!-- assay: report -->\nold"}]"#)
            case ("PUT", "/api/v4/projects/5/merge_requests/3/notes/2"): return .text(200, "{}")
            case ("POST", "/api/v4/projects/5/statuses/c0ffee"): return .text(201, "{}")
            default: return .text(404, "{}")
            }
        }
        let ended = Program.run(
            [Program.assay, "ci", "post"],
            in: folder,
            environment: [
                "CI": "true", "GITLAB_CI": "true", "CI_PROJECT_ID": "5", "CI_COMMIT_SHA": "c0ffee",
                "CI_API_V4_URL": "\(server.address)/api/v4", "CI_MERGE_REQUEST_IID": "3", "GITLAB_TOKEN": "G",
                "CI_JOB_URL": "https://gitlab.example/job/1",
            ]
        )
        #expect(ended.code == 0 && ended.err.contains("note: edited on !3"), "\(ended.err)")
        let status = try #require(server.requests.first { $0.method == "POST" })
        let body = try JSON(parsing: status.body)
        #expect(body["state"]?.string == "failed" && body["name"]?.string == "assay")
        let note = try #require(server.requests.first { $0.method == "PUT" })
        #expect(try JSON(parsing: note.body)["body"]?.string?.contains("https://gitlab.example/job/1") == true)
    }
}
