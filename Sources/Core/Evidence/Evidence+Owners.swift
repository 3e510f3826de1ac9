/// Who answers for what a verdict points at.
extension Evidence {
    /// The owners of a file: those of CODEOWNERS, else of the first component with an owner that holds it.
    package func owner(ofFile file: String) -> String? {
        let owners = surroundings.codeOwners?.owners(of: file) ?? []
        if !owners.isEmpty { return owners.joined(separator: ", ") }
        return components.first { component in
            component.owner != nil && component.paths.contains { Glob($0).matches(file) }
        }?.owner
    }

    /// The owner of the component or critical path that a cell is about.
    func owner(of labels: Labels) -> String? {
        if let name = labels["component"], let component = components.first(where: { $0.name == name }) {
            return component.owner ?? owners(of: component.paths)
        }
        if let name = labels["path"], let path = criticalPaths.first(where: { $0.name == name }) {
            return path.owner ?? owners(of: path.paths)
        }
        return nil
    }

    /// So many of a set's files, times rules, are enough to know its owners by; more would cost time and tell nothing.
    private static let matchLimit = 1_000_000

    /// The owners of the files that some globs name, those of most files first.
    private func owners(of globs: [String]) -> String? {
        guard let rules = surroundings.codeOwners else { return nil }
        let matchers = globs.map { Glob($0) }
        let files = surroundings.projectFiles.lazy.filter { file in matchers.contains { $0.matches(file) } }
        var counts: [String: Int] = [:]
        for file in files.prefix(max(20, Self.matchLimit / max(1, rules.ruleCount))) {
            for owner in rules.owners(of: file) { counts[owner, default: 0] += 1 }
        }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        guard !sorted.isEmpty else { return nil }
        return sorted.prefix(3).joined(separator: ", ") + (sorted.count > 3 ? ", …" : "")
    }
}
