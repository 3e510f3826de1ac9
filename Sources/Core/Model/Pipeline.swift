package import Criteria

/// An acyclic graph of stages, and the catalogue of the steps that they name.
package struct Pipeline: Sendable, Equatable {
    package var stages: [Stage]
    /// Every step that a stage names, by name; stage names and step names are two namespaces.
    package var steps: [String: Step]

    package init(stages: [Stage] = [], steps: [String: Step] = [:]) {
        self.stages = stages
        self.steps = steps
    }
}

/// A named group of steps with one condition and one set of dependencies.
package struct Stage: Sendable, Equatable {
    /// Which stages must have ended before this one starts.
    package enum Dependencies: Sendable, Equatable {
        /// No `depends_on`: waits for the stage listed before it, whatever its outcome.
        case previous
        /// An explicit list, every one of which must have succeeded; empty means "starts at once".
        case named([String])
        /// `[ALL]`: every other stage, whatever its outcome.
        case all
    }

    package var name: String
    package var steps: [String]
    package var parallel: Bool
    package var dependencies: Dependencies
    /// The stage runs when this holds; unknown counts as not holding, and the reason is shown.
    package var condition: Criteria.Expression?
    package var location: SourceLocation?

    package init(
        name: String,
        steps: [String],
        parallel: Bool = false,
        dependencies: Dependencies = .previous,
        condition: Criteria.Expression? = nil,
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.steps = steps
        self.parallel = parallel
        self.dependencies = dependencies
        self.condition = condition
        self.location = location
    }
}
