import Core

/// What speaks for tests without proving anything: imports, names, coverage that others have measured, the history.
struct Hints {
    private let items: [WorkItem]
    private let names: SameName
    private let named: [Int: String]
    private let distances: [String: (depth: Int, by: String)]
    /// By file, the changed file that it changes with most often, and how often.
    private let partners: [String: (by: String, weight: Double)]
    private let input: SelectionInput

    init(_ input: SelectionInput, _ items: [WorkItem]) {
        self.input = input
        self.items = items
        names = SameName(items)
        let files = input.changes.files.map(\.path)
        var named: [Int: String] = [:]
        for file in files { for test in names.tests(of: file) { named[test] = named[test] ?? file } }
        self.named = named
        distances = input.imports?.distances(from: files) ?? [:]
        var partners: [String: (by: String, weight: Double)] = [:]
        for file in files {
            for (other, weight) in input.coChange?.partners(of: file) ?? [:] where weight > partners[other]?.weight ?? 0
            {
                partners[other] = (file, weight)
            }
        }
        self.partners = partners
    }

    /// Whether imports tell who uses a file.
    func knows(_ path: String) -> Bool { input.imports?.knows(path) ?? false }

    func grounds(_ index: Int) -> [Ground] {
        let item = items[index]
        var grounds: [Ground] = []
        if let test = item.test, !input.supplements.isEmpty {
            for file in input.changes.files where input.supplements.covered[file.path]?.contains(test) == true {
                grounds.append(Ground(.coverage, 1, "covers \(file.path)"))
                break
            }
            if let tool = input.supplements.named[test] { grounds.append(Ground(.coverage, 1, "\(tool) names it")) }
        }
        guard let file = item.file else { return grounds }
        if let (depth, by) = distances[file], by != file {
            let weight = (0..<depth).reduce(1.0) { result, _ in result * 0.6 }
            grounds.append(
                Ground(.imports, weight, depth == 1 ? "imports \(by)" : "imports \(by), \(depth) steps away")
            )
        }
        if let by = named[index], by != file { grounds.append(Ground(.name, 0.5, "is called as \(by) is")) }
        if let (by, weight) = partners[file] { grounds.append(Ground(.coChange, weight, "often changes with \(by)")) }
        return grounds
    }
}
