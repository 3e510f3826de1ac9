import Core
import Execution
import Judging
import Reports
import Scanning

/// Tells the CI system that this runs in what came of it, as far as that takes no token.
///
/// What cannot be told is a warning: no verdict changes.
struct CIReporter {
    private let surface: CISurface
    private let source: ProjectSource

    /// nil where nobody is to be told.
    init?(_ options: CIOptions, source: ProjectSource) {
        guard let surface = options.surface(source.environment) else { return nil }
        self.surface = surface
        self.source = source
    }

    /// What there is to tell.
    struct News {
        var summary: RunSummary
        var details = RunDetails()
        /// As it is known already; nil where git is to be asked.
        var change: ChangeSet?
        /// Where the page lies, as the user can open it.
        var report: String?
        /// The steps that ran; nil where none did.
        var selected: [String]?

        /// For a later step of the job.
        var outputs: StepOutputs {
            let verdict = summary.verdict?.overall ?? .notEvaluated
            var values: [(name: String, value: String)] = [("verdict", verdict.rawValue)]
            if let report { values.append(("report", report)) }
            if let selected { values.append(("selected", JSON(selected.map { JSON($0) }).text())) }
            return StepOutputs(values)
        }
    }

    func tell(_ news: News) async {
        let annotations = await annotations(news)
        switch surface {
        case .gitHub: GitHubStep(environment: source.environment).tell(news, annotations)
        case .gitLab: GitLabFiles(root: source.root, folder: source.folderInRepository).write(news)
        case .buildkite: BuildkiteAgent(environment: source.environment, root: source.root).tell(news)
        }
    }

    private func annotations(_ news: News) async -> AnnotationList {
        var change = news.change
        if change == nil, surface == .gitHub, case .change(let found)? = await source.snapshot(.lines).change {
            change = found
        }
        return AnnotationList(news.summary, change: change, folder: source.folderInRepository)
    }
}
