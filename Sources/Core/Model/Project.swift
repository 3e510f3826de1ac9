/// All that a configuration says, as values: the input of planning, of the engine and of the gates.
package struct Project: Sendable, Equatable {
    package var pipeline: Pipeline
    package var gates: [Gate]
    package var components: [Component]
    package var criticalPaths: [CriticalPath]
    package var pools: [Pool]
    package var environments: [TestEnvironment]
    /// The services of others that the system calls: what "all of them are mocked" refers to.
    package var externalDependencies: [ExternalDependency]
    package var browserReleases: BrowserReleases?
    /// How reported paths are brought to the project's files.
    package var paths: PathRules
    /// Whose statements count.
    package var attestationKeys: [AttestationKey]
    /// Globs of files that hold statements.
    package var attestations: [String]
    /// What the project wants to know of its tests over time.
    package var insight = InsightSettings()
    /// Tests that run and report and decide nothing, for a while.
    package var quarantine = Quarantine()
    /// What becomes of the reports of a run.
    package var reporting = Reporting()
    package var storage = StorageSettings()
    /// What environments bring up for steps.
    package var services = ServiceCatalogue()
    /// What steps that name it get, and nobody reads.
    package var secrets: [Secret] = []
    /// Which tests a change needs.
    package var selection = SelectionSettings()
    /// How steps get their data.
    package var testData = TestDataSettings()
    /// Where software is deployed to, in the order written.
    package var deployments: [DeploymentGate] = []
    /// Who is told of a failure.
    package var response = ResponseSettings()

    package init(
        pipeline: Pipeline = Pipeline(),
        gates: [Gate] = [],
        components: [Component] = [],
        criticalPaths: [CriticalPath] = [],
        pools: [Pool] = [],
        environments: [TestEnvironment] = [],
        externalDependencies: [ExternalDependency] = [],
        browserReleases: BrowserReleases? = nil,
        paths: PathRules = PathRules(),
        attestationKeys: [AttestationKey] = [],
        attestations: [String] = []
    ) {
        self.pipeline = pipeline
        self.gates = gates
        self.components = components
        self.criticalPaths = criticalPaths
        self.pools = pools
        self.environments = environments
        self.externalDependencies = externalDependencies
        self.browserReleases = browserReleases
        self.paths = paths
        self.attestationKeys = attestationKeys
        self.attestations = attestations
    }
}
