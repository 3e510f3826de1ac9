import ArgumentParser
import Configuration
import Core
import Execution
import Glibc

/// What `run` and `plan` share: which configuration, which steps, on which branch.
struct RunOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "Configuration file (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @Option(
        parsing: .upToNextOption,
        help: "Run only these: names of steps, stages and kinds, or patterns ('unit-*'); the verdict is theirs.",
        completion: Completions.stepsAndStages
    )
    var only: [String] = []

    @Flag(help: "With --only: run what the chosen steps wait for, too.")
    var withNeeds = false

    @OptionGroup var overlaid: OverlayOptions

    @Option(name: [.short, .long], help: "Steps at once at most (default: the machine's cores).")
    var jobs: Int?

    @Option(help: "Branch for the conditions (default: what git or the CI system says).")
    var branch: String?

    @Option(help: "What started the run, such as push (default: what the CI system says, else manual).")
    var trigger: String?

    func validate() throws {
        if withNeeds, only.isEmpty { throw ValidationError("--with-needs goes with --only") }
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least 1 is needed") }
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
        return context
    }

    func plan(_ folder: ProjectFolder, _ context: RunContext) throws -> Plan {
        guard !folder.project.pipeline.stages.isEmpty else {
            throw CommandFailure(.usage, "\(folder.file) has no `pipeline:`, so there is nothing to run")
        }
        do throws(PlanErrors) {
            return try Plan.make(
                project: folder.project,
                context: context,
                options: PlanOptions(jobs: jobs, only: only.isEmpty ? nil : only, withNeeds: withNeeds)
            )
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
