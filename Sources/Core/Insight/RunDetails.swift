/// What is known of a run besides its summary, for reports that list everything; all of it may be missing.
package struct RunDetails: Sendable, Equatable {
    /// Every test once, those that simply passed too, of which a summary keeps the number alone.
    package var tests: [TestObservation] = []
    /// The results of tests in the last runs; of very many tests only of those that somebody will ask about.
    package var strips: [TestKey: ResultStrip] = [:]
    /// Figures over the last runs, this one last, by name.
    package var trends: [String: Trend] = [:]
    /// Source files with what the tests reached of them.
    package var sources: [SourceText] = []
    /// Files that were to have their lines here, and were too many or too long.
    package var sourcesLeftOut = 0
    /// Which suite reaches which file; nil where one suite measured all of it.
    package var matrix: CoverageMatrix?
    /// Coverage of the files behind each critical path.
    package var criticalPaths: [CoverageSummary.Row] = []
    /// What each gate is for, as the configuration says it.
    package var purposes: [GateID: String] = [:]
    /// Who answers for a component.
    package var owners: [String: String] = [:]
    /// Pictures that tests attached, as `data:` addresses, by the paths that their reports write.
    package var pictures: [String: String] = [:]
    /// Findings beside those of the run before; nil where that is not known.
    package var news: FindingComparison?

    package init(tests: [TestObservation] = []) { self.tests = tests }
}
