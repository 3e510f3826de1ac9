/// A file that wires a CI system: where it lies in a repository, and what it says.
struct CITemplate {
    /// Relative to the repository's root.
    var path: String
    var text: String

    /// The systems that files are written for, by the words of `--ci`.
    enum System: String, CaseIterable {
        case github
        case gitlab
        case buildkite
        case jenkins

        var templates: [CITemplate] {
            switch self {
            case .github: GitHubTemplates.all
            case .gitlab: GitLabTemplates.all
            case .buildkite: BuildkiteTemplates.all
            case .jenkins: JenkinsTemplates.all
            }
        }

        /// What a person does once the files are there.
        var next: [String] {
            switch self {
            case .github:
                [
                    "set the variables ASSAY_URL and ASSAY_SHA256 of the repository: where the archive of `make dist` lies, and its checksum",
                    "require the check `assay` in the rules of the protected branch",
                ]
            case .gitlab:
                [
                    "have `assay` in the image of the runner, or set the variables ASSAY_URL and ASSAY_SHA256",
                    "for the note on a merge request: a project access token with the scope `api` as the variable GITLAB_TOKEN",
                ]
            case .buildkite:
                ["have `assay` on the agents", "let the pipeline's steps be `buildkite-agent pipeline upload`"]
            case .jenkins: ["have `assay` on the agents", "make a pipeline of this repository"]
            }
        }
    }
}
