/// One command (or one built-in action) of the pipeline, as the `steps:` catalogue describes it.
package struct Step: Sendable, Hashable {
    /// What a step does when its turn comes.
    package enum Action: Sendable, Hashable {
        /// An argument vector, started without a shell.
        case arguments([String])
        /// A script for the step's shell.
        case script(String)
        /// Evaluates gates inside Assay, no process.
        case evaluate(GateSelection)
    }

    /// Which gates a built-in step evaluates.
    package enum GateSelection: Sendable, Hashable {
        case gate(GateID)
        /// Every configured gate, and the overall verdict.
        case all
    }

    /// What carries out a script.
    package enum Shell: String, Sendable, Hashable, CaseIterable {
        /// `sh -euc`: the first command that fails ends the script, an unset variable is an error.
        case sh
        /// The same by bash, where a pipeline fails with any of its commands (`pipefail`).
        case bash

        package var arguments: [String] {
            switch self {
            case .sh: ["sh", "-euc"]
            case .bash: ["bash", "-euo", "pipefail", "-c"]
            }
        }
    }

    package var name: String
    package var action: Action
    package var shell = Shell.sh
    package var kind: Kind
    package var component: String?
    /// Globs of the files that the step reads, relative to the project's root.
    package var inputs: [String]
    package var reports: [ReportPattern]
    package var timeout: Duration
    /// Time between TERM and KILL.
    package var gracePeriod: Duration
    package var retries: Retries
    /// The name of an entry of `environments:`.
    package var environment: String?
    /// Variables added to the child's environment.
    package var variables: [String: String]
    /// Working directory, relative to the project's root.
    package var directory: String?
    /// Runs even when the run has been stopped by fail-fast or by a first interrupt.
    package var always: Bool
    /// A failure stops the scheduling of new work.
    package var critical: Bool
    /// A failure is a warning and decides nothing.
    package var allowFailure: Bool
    /// Which exit codes mean that the command did its work.
    package var exitCodes: ExitCodes
    /// What it means that a step, or a test of its reports, passes only at a later try.
    package var flakyResult: FlakyResult
    /// Whether the result is kept, and taken for a later try of the same inputs.
    package var cache = false
    /// Globs of the files that the step makes, besides its reports; relative to `directory`.
    package var outputs: [String] = []
    /// Programs whose state the result depends on, besides the first word of the command.
    package var tools: [String] = []
    /// Names of variables that a step whose result is kept inherits.
    package var passedVariables: [String] = []
    /// Globs of files that are kept with the run, relative to `directory`.
    package var artifacts: [String] = []
    /// Secrets that it gets as variables of their names.
    package var secrets: [String] = []
    /// What separates it from other work; nil where its environment or its kind says so, or nobody does.
    package var isolation: Isolation?
    /// Whether its environment brings up services.
    package var hasServices = false
    /// Which files decide what its tests do; empty where that is not declared.
    package var affects: [AffectRule] = []
    /// Whether it runs whatever changes.
    package var unskippable = false
    package var location: SourceLocation?
    /// Steps that must have succeeded, besides what its stage waits for.
    package var dependencies: [String] = []
    /// The combinations in which it runs; nil where it runs once.
    package var matrix: Matrix?
    /// nil where the step is one piece.
    package var tests: StepTests?
    /// How often a test that no earlier run knows runs before it counts.
    package var newTestRuns = 1
    /// What it is of a step of the configuration, in a plan; nil where it is the step itself.
    package var unit: WorkUnit?
    /// The preset that the step takes its command and reports from.
    package var preset: String?

    /// A step that says nothing about its limits may run for an hour: long for a suite, short for a hang.
    package static let defaultTimeout: Duration = .seconds(3600)
    package static let defaultGracePeriod: Duration = .seconds(10)

    package init(
        name: String,
        action: Action,
        kind: Kind = .unit,
        component: String? = nil,
        inputs: [String] = [],
        reports: [ReportPattern] = [],
        timeout: Duration = Step.defaultTimeout,
        gracePeriod: Duration = Step.defaultGracePeriod,
        retries: Retries = Retries(),
        environment: String? = nil,
        variables: [String: String] = [:],
        directory: String? = nil,
        always: Bool = false,
        critical: Bool = false,
        allowFailure: Bool = false,
        exitCodes: ExitCodes = ExitCodes(),
        flakyResult: FlakyResult = .pass,
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.action = action
        self.kind = kind
        self.component = component
        self.inputs = inputs
        self.reports = reports
        self.timeout = timeout
        self.gracePeriod = gracePeriod
        self.retries = retries
        self.environment = environment
        self.variables = variables
        self.directory = directory
        self.always = always
        self.critical = critical
        self.allowFailure = allowFailure
        self.exitCodes = exitCodes
        self.flakyResult = flakyResult
        self.location = location
    }

    /// Whether Assay itself carries the step out, without a process.
    package var isBuiltIn: Bool {
        if case .evaluate = action { true } else { false }
    }

    /// Its name in the configuration.
    package var origin: String { unit?.step ?? name }
    /// Its name, or that of the step whose tests it has a part of.
    package var whole: String { unit?.whole ?? name }
}

/// What a pass after a failed try is: a pass that is named, or a failure.
package enum FlakyResult: String, Sendable, Hashable, CaseIterable {
    case pass
    case fail
}

/// Files that a step promises to write: a glob relative to the project's root, and what Assay should know of them.
package struct ReportPattern: Sendable, Hashable {
    package var glob: String
    /// Overrides the detection by content: an identifier of `assay list formats`.
    package var format: String?
    /// Labels given to every measurement of these files, such as `service: api_gateway`.
    package var labels: [String: String]
    /// The metric of the catalogue that the values of these files are.
    package var target: MetricTarget?
    /// What was examined, and what for, where the tool does not say so itself.
    package var scope: ScopeDeclaration
    /// How many files must come; nil where at least one will do.
    package var expected: Int?
    /// Whether the glob is relative to the project's root even where the step has a directory of its own.
    package var isFromRoot = false

    package init(
        glob: String,
        format: String? = nil,
        labels: [String: String] = [:],
        target: MetricTarget? = nil,
        scope: ScopeDeclaration = ScopeDeclaration(),
        expected: Int? = nil
    ) {
        self.glob = glob
        self.format = format
        self.labels = labels
        self.target = target
        self.scope = scope
        self.expected = expected
    }
}
