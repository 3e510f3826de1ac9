package import Core

/// A project with the gates that hold for it: those of the protected branch, where there is one.
package struct HeldGates: Sendable {
    package var project: Project
    /// What every report must say of them.
    package var banners: [String] = []
    /// What keeps a run from being green where nobody knows whose gates hold, and somebody should.
    package var objection: Problem?
    /// The pipeline and the gates of the protected branch; nil where that has none, or is not known.
    package var pipeline: Pipeline?
    package var knownGates: Set<GateID> = []

    package init(_ project: Project) { self.project = project }

    /// Gates that need not be fed, as decided conditions left out every step that would have: by gate, the reason.
    ///
    /// Where the protected branch has the gate, its pipeline must leave the same steps out: a condition is part of the bar.
    func excused(_ steps: [StepRecord], _ context: RunContext?) -> [GateID: String] {
        let builtIn = Set(project.pipeline.steps.values.lazy.filter(\.isBuiltIn).map(\.name))
        let own = SkippedGates.reasons(of: steps.filter { !builtIn.contains($0.name) })
        guard let pipeline, let context else { return own }
        let protected = SkippedGates.reasons(of: pipeline, context)
        return own.filter { !knownGates.contains($0.key) || protected[$0.key] != nil }
    }
}
