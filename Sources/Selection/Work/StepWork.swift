package import Core

/// A step as selection sees it.
package struct StepWork: Sendable, Hashable {
    package var name: String
    package var kind: Kind
    package var component: String?
    /// With a slash behind it; empty for the project's root.
    package var folder: String
    /// Globs of all files that it reads, where it says so.
    package var inputs: [String]
    package var affects: [AffectRule]
    package var unskippable: Bool
    /// Steps that it asks for by name, by itself or by its stage.
    package var needs: [String]
    /// Whether it makes what others work on, and is no test itself.
    package var prepares: Bool
    package var pairs: [StepTests.Pair]
    package var features: [StepTests.Feature]
    /// The tests that it has; nil where it is one piece.
    package var tests: [String]?
    /// What its command names, as paths of the project: a script that it runs is among them.
    let named: Set<String>

    package init(_ step: Step, needs: [String] = [], tests: [String]? = nil) {
        name = step.name
        kind = step.kind
        component = step.component
        let directory = step.directory.flatMap { $0 == "." ? nil : $0 } ?? ""
        folder = directory.isEmpty || directory.hasSuffix("/") ? directory : directory + "/"
        inputs = step.inputs
        affects = step.affects
        unskippable = step.unskippable
        self.needs = needs
        prepares = !step.outputs.isEmpty || step.reports.isEmpty
        pairs = step.tests?.pairs ?? []
        features = step.tests?.features ?? []
        self.tests = tests
        named = Self.names(step.action, folder)
    }

    private static func names(_ action: Step.Action, _ folder: String) -> Set<String> {
        let text =
            switch action {
            case .arguments(let vector): vector.joined(separator: "\n")
            case .script(let script): script
            case .evaluate: ""
            }
        let words = text.split { !($0.isLetter || $0.isNumber || "_-./@+,".contains($0)) }
        return Set(
            words.flatMap { word in [String(word), folder + (word.hasPrefix("./") ? word.dropFirst(2) : word)] }
        )
    }
}

/// What is chosen or not: a test of a step, or a step that is one piece.
package struct WorkItem: Sendable, Hashable {
    /// Place among the steps.
    package var step: Int
    /// nil for the whole step.
    package var test: String?
    /// The file of the test, relative to the project's root, where it has one.
    package var file: String?

    package init(step: Int, test: String? = nil, file: String? = nil) {
        self.step = step
        self.test = test
        self.file = file
    }
}

/// The three classes of tests, by how a change is known to matter to them.
package enum TestClass: String, Sendable, Hashable, CaseIterable {
    case direct
    case integration
    case endToEnd = "end_to_end"

    package init(_ kind: Kind) {
        switch kind {
        case .integration: self = .integration
        case .e2e: self = .endToEnd
        case .unit, .quality, .performance, .security: self = .direct
        }
    }
}
