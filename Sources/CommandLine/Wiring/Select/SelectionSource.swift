import Core
import Execution
import Glibc
import Judging
import Scanning
import Selection

/// Gathers what a selection rests on, and selects.
struct SelectionSource {
    let folder: ProjectFolder
    let context: RunContext
    let base: String?
    let changedFiles: [String]
    /// A folder of runs that several machines share.
    let shared: String?

    /// How many commits are looked at for what changes together.
    private static let commits = 2_000

    /// `planned`: the steps of the configuration that would run; `runs`: results of earlier runs, newest first.
    func selection(
        of planned: Set<String>,
        options: PlanOptions,
        runs: [[TestObservation]]
    ) throws -> Selection {
        let environment = ProcessEnvironment.current()
        let finder = ChangeFinder(root: folder.root, base: base, listed: changedFiles, environment: environment)
        var input = SelectionInput(changes: try finder.changes(), steps: steps(planned, options))
        let project = folder.project
        input.files = folder.source().files
        input.settings = project.selection
        input.components = project.components
        input.criticalPaths = project.criticalPaths
        input.configuration = Set(folder.files.map(relative))
        input.branch = context.pullRequest == nil ? context.branch : nil
        input.failed = failed(input.steps, runs)
        if case .files(let files, _) = input.changes, !files.isEmpty {
            let rules = AllRules(input)
            input.map = MapSource(root: folder.root, shared: shared, project: project, environment: environment)
                .view(files, testFiles: Set(input.items.compactMap(\.file)), isVoid: rules.reason)
            let past = GitPast(directory: folder.root, environment: environment).commits(atMost: Self.commits)
            input.coChange = CoChange(past.map(\.files))
            input.imports = ImportReader(root: folder.root).graph(input.files)
        }
        return Selector(input).select()
    }

    /// The steps that a selection is about: gates measure nothing themselves.
    private func steps(_ planned: Set<String>, _ options: PlanOptions) -> [StepWork] {
        let pipeline = folder.project.pipeline
        let stages = Dictionary(pipeline.stages.map { ($0.name, $0) }) { first, _ in first }
        return pipeline.stages.flatMap { stage -> [StepWork] in
            var stated: [String] = []
            if case .named(let names) = stage.dependencies { stated = names.flatMap { stages[$0]?.steps ?? [] } }
            return stage.steps.compactMap { name in
                guard planned.contains(name), let step = pipeline.steps[name], !step.isBuiltIn else { return nil }
                return StepWork(
                    step,
                    needs: step.dependencies + stated,
                    tests: options.tests[name].map { $0.map(\.name) }
                )
            }
        }
    }

    /// Names of files as selections know them: relative to the root, wherever the user stands.
    private func relative(_ file: String) -> String {
        let name = file.hasPrefix(folder.root + "/") ? String(file.dropFirst(folder.root.count + 1)) : file
        guard name.hasPrefix("../") else { return name }
        return name.split(separator: "/").last.map(String.init) ?? name
    }

    /// What failed last: by tests where the results name their files, else by steps.
    private func failed(_ steps: [StepWork], _ runs: [[TestObservation]]) -> Set<String> {
        var failed: Set<String> = []
        for step in steps {
            guard let tests = step.tests, let last = runs.first else { continue }
            let places = TestPlaces(tests, folder: step.folder)
            let listed = Set(tests)
            for test in last where test.outcome == .failed {
                guard let name = places.listed(test.key), listed.contains(name) else { continue }
                failed.insert("\(step.name)\n\(name)")
            }
        }
        guard let run = try? StoredRun.named("latest", root: folder.root) else { return failed }
        let outcomes = run.outcomes
        for step in steps where step.tests == nil {
            if case .failed = outcomes[step.name] { failed.insert(step.name) }
        }
        return failed
    }
}

extension SelectedWork {
    /// Leaves of each step the tests that were chosen.
    func apply(to options: inout PlanOptions) {
        options.selection = self
        for (step, chosen) in tests {
            let names = Set(chosen)
            options.tests[step]?.removeAll { !names.contains($0.name) }
        }
    }
}
