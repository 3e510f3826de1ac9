import ArgumentParser
import Core
import Execution
import History
import Judging
import Remote
import Reports

/// `assay ci`: what takes a token of the code host.
struct CICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ci",
        abstract: "Tell the code host what came of a run.",
        subcommands: [CIPostCommand.self]
    )
}

/// `assay ci post`: one comment, one check or status, and findings, on the change that was judged.
struct CIPostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post",
        abstract: "Post a run to its pull request or merge request: one comment, one check, findings.",
        discussion: """
            To be run whether or not the run passed: a run that did not come to its end is posted as such. What cannot be \
            posted is a warning; the exit code stays 0, as the verdict is that of `assay run`. GitHub: GITHUB_TOKEN. \
            GitLab: GITLAB_TOKEN with the scope `api`.
            """
    )

    @Argument(help: "A run's id or the beginning of it (default: the latest run).")
    var id: String?

    @Option(help: "Summary of `aggregate` or of a run, instead of a run's id.")
    var summary: String?

    @Option(help: "Tells several projects of one repository apart: the check is then called `assay: NAME`.")
    var name: String?

    @Flag(help: "No comment on what is green; one that is there already is brought up to date.")
    var quietOnGreen = false

    @Flag(inversion: .prefixedNo, help: "A comment on the pull request, or a note on the merge request.")
    var comment = true

    @Flag(inversion: .prefixedNo, help: "A check of GitHub, or a commit status of GitLab.")
    var check = true

    @Flag(help: "Findings to GitHub's code scanning.")
    var sarif = false

    @Option(help: "Where the whole report can be opened (default: the job's own page).")
    var reportURL: String?

    @Option(name: [.short, .long], help: "Configuration of the project whose run is meant.")
    var config: String?

    func validate() throws {
        if id != nil, summary != nil { throw ValidationError("name a run or a summary, not both") }
    }

    func run() async throws {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let environment = ProcessEnvironment.current()
        let source = ProjectSource(root: root, environment: environment)
        let found = await FinishedRun.find(id, summary: summary, source: source)
        if case .unfinished(let reason) = found { Console.error("assay: no verdict to post: \(reason)") }
        let post = HostPost(
            run: found,
            source: source,
            name: name,
            quietOnGreen: quietOnGreen,
            wants: HostPost.Wants(comment: comment, check: check, findings: sarif),
            link: reportURL
        )
        switch CIFacts(environment).surface {
        case .gitHub: await GitHubPost(post).send()
        case .gitLab: await GitLabPost(post).send()
        case .buildkite, nil:
            Console.error("warning: nothing is posted: this is a job of neither GitHub nor GitLab")
        }
    }
}
