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
    /// How much of what is chosen runs; nil for all.
    var budget: SelectionBudget?
    /// Files in which other tools say which tests they would run.
    var also: [String] = []
    /// Whether tests that were flaky in the last runs are chosen too.
    var addsFlaky = false

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
        var risk = ChangeRisk()
        var authors: Set<String> = []
        input.files = folder.source().files
        input.settings = project.selection
        input.components = project.components
        input.criticalPaths = project.criticalPaths
        input.configuration = Set(folder.files.map(relative))
        input.branch = context.pullRequest == nil ? context.branch : nil
        input.supplements = try SupplementFiles(root: folder.root, steps: input.steps, files: input.files).read(also)
        let places = runs.isEmpty ? [:] : Self.places(input.steps)
        input.failed = failed(input.steps, runs, places)
        if addsFlaky || project.selection.addsFlaky { input.flaky = listed(input.steps, runs, places) { $0 == .flaky } }
        if case .files(let files, _) = input.changes, !files.isEmpty {
            let locks = Lockfiles(root: folder.root, environment: environment, files: input.files)
            input.lockfiles = Set(files.map(\.path).filter(locks.isKnown))
            let rules = AllRules(input)
            input.map = MapSource(
                root: folder.root,
                shared: shared,
                project: project,
                environment: environment,
                lockfiles: locks
            ).view(files, testFiles: Set(input.items.compactMap(\.file)), isVoid: rules.reason)
            let past = GitPast(directory: folder.root, environment: environment).commits(atMost: Self.commits)
            input.coChange = CoChange(past.map(\.files))
            let changed = Set(files.map(\.path))
            for commit in past {
                let own = commit.files.filter(changed.contains)
                for file in own { risk.churn[file, default: 0] += 1 }
                if !own.isEmpty { authors.insert(commit.author) }
            }
            input.imports = ImportReader(root: folder.root).graph(input.files)
        }
        var selection = Selector(input).select()
        selection.past = past(of: selection, runs, places)
        risk.authors = authors.count
        selection.risk = risk.score(selection)
        if let budget { selection.keep(budget) }
        return selection
    }

    /// By step, where its tests are found in the results of runs.
    private static func places(_ steps: [StepWork]) -> [String: TestPlaces] {
        var places: [String: TestPlaces] = [:]
        for step in steps { if let tests = step.tests { places[step.name] = TestPlaces(tests, folder: step.folder) } }
        return places
    }

    /// How the tests of a selection did in earlier runs.
    private func past(
        of selection: Selection,
        _ runs: [[TestObservation]],
        _ places: [String: TestPlaces]
    ) -> [Int: ItemPast] {
        guard !runs.isEmpty else { return [:] }
        var past: [Int: ItemPast] = [:]
        let byStep = Dictionary(grouping: selection.items.indices.filter { selection.items[$0].test != nil }) {
            selection.items[$0].step
        }
        for (step, indices) in byStep {
            let names = Dictionary(indices.map { (selection.items[$0].test ?? "", $0) }) { first, _ in first }
            guard let places = places[selection.steps[step].name] else { continue }
            var times: [Int: [Double]] = [:]
            for run in runs {
                var seconds: [Int: Double] = [:]
                var failed: Set<Int> = []
                for test in run {
                    guard let index = places.listed(test.key).flatMap({ names[$0] }), test.outcome != .skipped else {
                        continue
                    }
                    seconds[index, default: 0] += test.seconds ?? 0
                    if test.outcome == .failed { failed.insert(index) }
                }
                for (index, sum) in seconds {
                    var known = past[index] ?? ItemPast(runs: 0, failures: 0)
                    known.runs += 1
                    known.failures += failed.contains(index) ? 1 : 0
                    past[index] = known
                    times[index, default: []].append(sum)
                }
            }
            for (index, all) in times { past[index]?.seconds = all.sorted()[all.count / 2] }
        }
        return past
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

    /// The listed tests that had a result of some sort in one of the runs.
    private func listed(
        _ steps: [StepWork],
        _ runs: [[TestObservation]],
        _ places: [String: TestPlaces],
        where isMeant: (TestOutcome) -> Bool
    ) -> Set<String> {
        var found: Set<String> = []
        for step in steps {
            guard let tests = step.tests, let places = places[step.name] else { continue }
            let meant = runs.joined().filter { isMeant($0.outcome) }
            guard !meant.isEmpty else { continue }
            let listed = Set(tests)
            for test in meant {
                guard let name = places.listed(test.key), listed.contains(name) else { continue }
                found.insert("\(step.name)\n\(name)")
            }
        }
        return found
    }

    /// What failed last: by tests where the results name their files, else by steps.
    private func failed(
        _ steps: [StepWork],
        _ runs: [[TestObservation]],
        _ places: [String: TestPlaces]
    ) -> Set<String> {
        var failed = listed(steps, Array(runs.prefix(1)), places) { $0 == .failed }
        guard let run = try? StoredRun.named("latest", root: folder.root) else { return failed }
        let outcomes = run.outcomes
        for step in steps where step.tests == nil {
            if case .failed = outcomes[step.name] { failed.insert(step.name) }
        }
        return failed
    }
}

extension PlanOptions {
    /// Puts the tests of each step into the order in which a failure is found soonest.
    mutating func prioritise(by selection: Selection) {
        var ranks: [String: [String: Int]] = [:]
        for (rank, index) in selection.prioritised.enumerated() {
            guard let test = selection.items[index].test else { continue }
            ranks[selection.steps[selection.items[index].step].name, default: [:]][test] = rank
        }
        for (step, own) in ranks {
            tests[step]?.sort { (own[$0.name] ?? .max, $0.name) < (own[$1.name] ?? .max, $1.name) }
        }
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
