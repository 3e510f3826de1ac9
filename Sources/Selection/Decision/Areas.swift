import Core

/// What of the system a change lies in: components, pairs of services that talk to each other, critical paths.
struct Areas {
    let components: [String]
    let criticalPaths: [String]
    private let files: [ChangedFile]
    private let componentGlobs: [String: [Glob]]
    private let pathGlobs: [String: [Glob]]

    init(_ input: SelectionInput) {
        let globs = { (paths: [String]) in paths.map { Glob($0) } }
        let componentGlobs = Dictionary(input.components.map { ($0.name, globs($0.paths)) }) { first, _ in first }
        let pathGlobs = Dictionary(input.criticalPaths.map { ($0.name, globs($0.paths)) }) { first, _ in first }
        let files = input.changes.files
        let holds = { (globs: [Glob]?) in
            globs?.contains { glob in files.contains { glob.matches($0.path) } } ?? false
        }
        components = input.components.map(\.name).filter { holds(componentGlobs[$0]) }
        criticalPaths = input.criticalPaths.map(\.name).filter { holds(pathGlobs[$0]) }
        self.files = files
        self.componentGlobs = componentGlobs
        self.pathGlobs = pathGlobs
    }

    /// Whether a file is one of an affected critical path.
    func isOnCriticalPath(_ file: String) -> Bool {
        criticalPaths.contains { pathGlobs[$0]?.contains { $0.matches(file) } ?? false }
    }

    /// The pair that a test is of; nil where it is of none.
    func pair(of item: WorkItem, in step: StepWork) -> StepTests.Pair? {
        guard let test = item.test else { return nil }
        return step.pairs.first { pair in
            pair.tests.contains { Glob($0).matches(test) || Glob($0).matches(item.file ?? test) }
        }
    }

    /// Whether both ends of a pair are components, so that it is known what its tests go through.
    func isKnown(_ pair: StepTests.Pair) -> Bool {
        componentGlobs[pair.from] != nil && componentGlobs[pair.to] != nil
    }

    /// The ends of a pair that the change lies in.
    func affected(_ pair: StepTests.Pair) -> [String] { [pair.from, pair.to].filter(components.contains) }

    /// Whether a test is of a journey that is called as an affected critical path is.
    func journey(of item: WorkItem, in step: StepWork) -> String? {
        guard let test = item.test, !criticalPaths.isEmpty else { return nil }
        let names = Set(criticalPaths.map(Self.plain))
        return step.features.first { feature in
            names.contains(Self.plain(feature.name))
                && feature.tests.contains { Glob($0).matches(test) || Glob($0).matches(item.file ?? test) }
        }?.name
    }

    /// A name without what differs between a sentence and an identifier.
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
