import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Selection

/// What `run` and `plan` share: which configuration, which steps, on which branch.
struct RunOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "Configuration file (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @Option(
        parsing: .upToNextOption,
        help: """
            Run only these: names of steps, stages and kinds, patterns ('unit-*'), filters (s:failed, '@unit !slow'); \
            the verdict is theirs.
            """,
        completion: Completions.stepsAndStages
    )
    var only: [String] = []

    @Flag(help: "With --only: run what the chosen steps wait for, too.")
    var withNeeds = false

    @Flag(help: "Run every step, whatever results are kept from earlier runs, and keep none.")
    var noCache = false

    @Option(name: .customLong("repeat"), help: "Run each step this often, to find what does not always end the same.")
    var runs = 1

    @Flag(help: "Only the tests that the change needs; what is left out is listed with the reason.")
    var select = false

    @Option(
        parsing: .upToNextOption,
        help: """
            With --select: the files that changed, as git lists them; - reads such a list from standard input, @FILE from a \
            file (default: what git says).
            """
    )
    var changedFiles: [String] = []

    @Flag(help: "With --select: the tests, too, that were flaky in the last runs.")
    var flaky = false

    @Option(
        parsing: .upToNextOption,
        help: """
            With --select: what other tools say, which adds tests: a database of coverage.py with contexts, a tracefile with \
            TN, an exec file of JaCoCo with a session for each test, `go list -deps -test -json`, or names of tests, as Jest and \
            bazel-diff print them.
            """
    )
    var also: [String] = []

    @Option(
        help: """
            With --select: the likeliest failures only, in 10m, in 30% of the time, or 'confidence 99%' of what is expected; \
            offered once the miss rate of this project is measured.
            """
    )
    var budget: String?

    @Option(help: "What the change is compared with: a commit, branch or tag (default: the protected branch).")
    var base: String?

    @OptionGroup var overlaid: OverlayOptions

    @Option(name: [.short, .long], help: "Steps at once at most (default: the machine's cores).")
    var jobs: Int?

    @Option(help: "Branch for the conditions (default: what git or the CI system says).")
    var branch: String?

    @Option(help: "What started the run, such as push (default: what the CI system says, else manual).")
    var trigger: String?

    @Option(
        parsing: .upToNextOption,
        help: "What was built and is tested: name=sha256:…, so that a deployment of it can rest on the run."
    )
    var artifact: [String] = []

    func validate() throws {
        if withNeeds, only.isEmpty { throw ValidationError("--with-needs goes with --only") }
        if !(1...1000).contains(runs) { throw ValidationError("--repeat \(runs): 1 to 1000") }
        for text in artifact where ArtifactOption(text) == nil {
            throw ValidationError("--artifact \(text): write name=sha256: and 64 hexadecimal digits")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least 1 is needed") }
    }

    /// The artifacts by name; `validate` has looked at them.
    private var artifacts: [String: String] {
        let named = artifact.compactMap(ArtifactOption.init).map { ($0.name, $0.digest.text) }
        return Dictionary(named) { _, last in last }
    }

    func context(root: String, id: String, started: Double) -> RunContext {
        let git = GitProbe(directory: root, environment: ProcessEnvironment.current()).state()
        var context = RunContext(
            id: id,
            branch: branch ?? git.branch,
            commit: git.commit,
            trigger: trigger ?? git.trigger,
            manualTrigger: trigger.map { $0 == "manual" } ?? git.manualTrigger,
            ci: git.ci,
            machine: MachineProbe().machine(),
            started: started,
            tag: branch == nil ? git.tag : nil,
            target: git.target,
            pullRequest: git.pullRequest
        )
        context.profile = overlaid.profile
        context.artifacts = artifacts
        context.isClean = git.isModified.map { !$0 }
        if git.ci { context.actor = Person.name(ProcessEnvironment.current()) }
        return context
    }

    /// How the steps ended in the last run; asked only where a filter may want to know.
    private func earlier(root: String) -> [String: StepOutcome] {
        guard only.contains(where: Filter.isFilter), let run = try? StoredRun.named("latest", root: root) else {
            return [:]
        }
        return run.outcomes
    }

    /// `shared`: a folder of runs that several machines share.
    func plan(
        _ folder: ProjectFolder,
        _ context: RunContext,
        shared: String? = nil,
        learns: Bool = false
    ) throws -> Plan {
        try planned(folder, context, shared: shared, learns: learns).plan
    }

    /// How much of what the change needs runs; a usage error before misses are measured.
    private func budgeted(_ folder: ProjectFolder, _ shared: String?) throws -> SelectionBudget? {
        guard let budget else { return nil }
        guard let parsed = SelectionBudget(budget) else {
            throw CommandFailure(.usage, "--budget \(budget): 10m, 30%, or 'confidence 99%'")
        }
        let rate = try SelectionStats.read(root: folder.root, shared: shared).rate
        guard rate.isMeasured else {
            throw CommandFailure(
                .usage,
                "--budget leaves out tests that may fail, and how often selections of this project miss one is not measured yet: "
                    + "\(rate.words); \(MissRate.enough) failures are needed (`assay select --stats`, `selection: {shadow: true}`)"
            )
        }
        return parsed
    }

    /// Whether only what the change needs is wanted.
    var selects: Bool { select || !changedFiles.isEmpty || budget != nil }

    /// The plan, and what it was made from; `slices`: cuts of tests that have been decided before.
    func planned(
        _ folder: ProjectFolder,
        _ context: RunContext,
        shared: String? = nil,
        slices: SlicePlan? = nil,
        learns: Bool = false
    ) throws -> (plan: Plan, options: PlanOptions, selection: Selection?) {
        guard !folder.project.pipeline.stages.isEmpty else {
            throw CommandFailure(.usage, "\(folder.file) has no `pipeline:`, so there is nothing to run")
        }
        var options = PlanOptions(jobs: jobs, only: only.isEmpty ? nil : only, withNeeds: withNeeds)
        options.runs = runs
        options.earlier = earlier(root: folder.root)
        options.caches = !noCache && !learns
        options.testsAlone = learns
        if let slices {
            (options.cuts, options.selection) = (slices.cuts, slices.selection)
            return (try made(folder, context, options), options, nil)
        }
        var whole = options
        // Which parts there are is not known before the tests are.
        whole.only = options.only?.map(folder.project.pipeline.stepOfPart)
        let bare = try made(folder, context, whole)
        let planned = Set(bare.steps.filter { $0.skipReason == nil }.map(\.step.origin))
        let facts = PlanningFacts(folder: folder, branch: context.branch, shared: shared)
        let runs = try facts.add(to: &options, selected: planned.contains)
        var selection: Selection?
        if selects || shadows(folder) {
            var source = SelectionSource(
                folder: folder,
                context: context,
                base: base,
                changedFiles: changedFiles,
                shared: shared
            )
            source.budget = try budgeted(folder, shared)
            (source.also, source.addsFlaky) = (also, flaky)
            let made = try source.selection(of: planned, options: options, runs: runs)
            if selects {
                made.work.apply(to: &options)
                options.prioritise(by: made)
            } else {
                options.selection = SelectedWork()
                options.selection?.record = made.shadow
            }
            selection = made
        }
        let isBare = options.tests.isEmpty && options.priority.past.isEmpty && selection == nil
        return (isBare ? bare : try made(folder, context, options), options, selection)
    }

    /// Whether a run of everything is compared with what would have been chosen.
    private func shadows(_ folder: ProjectFolder) -> Bool {
        folder.project.selection.shadow && only.isEmpty && runs == 1
    }

    func made(_ folder: ProjectFolder, _ context: RunContext, _ options: PlanOptions) throws -> Plan {
        do throws(PlanErrors) {
            return try Plan.make(project: folder.project, context: context, options: options)
        } catch {
            let colour = Terminal(descriptor: STDERR_FILENO).colour
            for error in error.errors {
                // What was said on the command line has no place in a file.
                let isPlaced = error.location != nil
                Console.error(isPlaced ? Diagnostic(error).render(colour: colour) : "assay: \(error)")
            }
            throw CommandFailure(.usage)
        }
    }
}
