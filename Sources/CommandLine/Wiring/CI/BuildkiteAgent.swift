import Core
import Execution
import Glibc
import Reports
import Storage

/// Buildkite's agent, which takes an annotation of the build and values for later steps.
struct BuildkiteAgent {
    var environment: [String: String]
    /// Absolute path of the project.
    var root: String

    /// Buildkite takes no more.
    private static let limit = 1 << 20

    func tell(_ news: CIReporter.News) {
        let verdict = news.summary.verdict?.overall ?? .notEvaluated
        let style = verdict == .pass ? "success" : verdict.blocks ? "error" : "warning"
        let file = "\(root)/.assay/annotation.md"
        do {
            mkdir("\(root)/.assay", 0o755)
            try OutputFile.write(CommentReport.bytes(news.summary, limit: Self.limit - 1), to: file)
        } catch {
            return Console.error("warning: Buildkite is not told: \(error)")
        }
        var problem = run(["annotate", "--style", style, "--context", "assay"], input: file)
        for value in news.outputs.values where problem == nil {
            problem = run(["meta-data", "set", "assay:\(value.name)", value.value])
        }
        if let problem { Console.error("warning: Buildkite is not told: \(problem)") }
    }

    private func run(_ arguments: [String], input: String? = nil) -> String? {
        HelperCommand(["buildkite-agent"] + arguments, environment: environment, directory: root).problem(input: input)
    }
}
