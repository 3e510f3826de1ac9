import Core

extension ProcessCommand {
    /// The command of one try of a step; nil for a built-in step.
    ///
    /// The child sees what Assay inherited (of a step whose result may be kept, what that declares), then the step's
    /// variables, then `ASSAY=1`, `ASSAY_RUN_FOLDER`, `ASSAY_RUN_ID`, `ASSAY_STEP`, `ASSAY_ATTEMPT`, and where the step has
    /// tests `TEST_LIST_FILE`, `TEST_SHARD_INDEX` (from 0) and `TEST_TOTAL_SHARDS`.
    ///
    /// `tests`: what the command gets in place of all tests of the unit; nil for all.
    init?(
        _ planned: PlannedStep,
        attempt: Int,
        tests selected: [String]? = nil,
        run: String,
        folder: RunFolder,
        environment inherited: [String: String]
    ) throws(LaunchError) {
        let step = planned.step
        let part = step.unit?.part
        let tests = part.map { selected ?? $0.tests }
        let arguments: [String]
        switch step.action {
        case .arguments(let vector): arguments = tests.map { Substitution.spliced(vector, tests: $0) } ?? vector
        case .script(let script):
            arguments = step.shell.arguments + [script] + (tests.map { [step.shell.rawValue] + $0 } ?? [])
        case .evaluate: return nil
        }
        guard !arguments.isEmpty else { throw LaunchError("the command is empty") }
        guard let directory = folder.directory(step.directory) else {
            throw LaunchError("its directory \"\(step.directory ?? "")\" is outside the project")
        }
        var environment = step.cache ? step.closedEnvironment(inherited) : inherited
        environment["PWD"] = directory.hasPrefix("/") ? directory : nil
        environment.merge(step.variables) { $1 }
        environment["ASSAY"] = "1"
        environment["ASSAY_RUN_FOLDER"] = folder.path
        environment["ASSAY_RUN_ID"] = run
        environment["ASSAY_STEP"] = step.name
        environment["ASSAY_ATTEMPT"] = String(attempt)
        let log = folder.path + "/" + RunFolder.log(step: step.name, index: planned.index, attempt: attempt)
        self.init(arguments: arguments, environment: environment, directory: directory, log: log)
        guard let part, let tests else { return }
        testList = TestList(path: log.dropLast(".log".count) + ".tests", tests: tests)
        self.environment["TEST_LIST_FILE"] = testList?.path
        self.environment["TEST_SHARD_INDEX"] = String(part.index)
        self.environment["TEST_TOTAL_SHARDS"] = String(part.total)
    }
}
