import Core

extension ProcessCommand {
    /// The command of one try of a step; nil for a built-in step.
    ///
    /// The child sees what Assay inherited (of a step whose result may be kept, what that declares), then the step's variables, then `ASSAY=1`, `ASSAY_RUN_FOLDER`,
    /// `ASSAY_RUN_ID`, `ASSAY_STEP`, `ASSAY_ATTEMPT`.
    init?(
        _ planned: PlannedStep,
        attempt: Int,
        run: String,
        folder: RunFolder,
        environment inherited: [String: String]
    ) throws(LaunchError) {
        let step = planned.step
        let arguments: [String]
        switch step.action {
        case .arguments(let vector): arguments = vector
        case .script(let script): arguments = step.shell.arguments + [script]
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
        let log = RunFolder.log(step: step.name, index: planned.index, attempt: attempt)
        self.init(
            arguments: arguments,
            environment: environment,
            directory: directory,
            log: folder.path + "/" + log
        )
    }
}
