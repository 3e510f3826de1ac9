/// Cuts the tests of a step into work units: by what belongs together, and so that they end together.
struct TestCut {
    let settings: StepTests
    let strategy: Pool.Strategy?
    let components: [(name: String, globs: [Glob])]
    /// How many units may run side by side.
    let room: Int
    /// In front of a test file's name, to make it a path of the project.
    let prefix: String

    /// A unit of less than this many seconds is not worth its start.
    static let shortest = 10.0

    func shares(of tests: [ListedTest]) -> [TestShare] {
        let weights = Self.weights(tests)
        var blocks = blocks(tests)
        if let count = count(blocks.count, weights.reduce(0, +), hasTimes: tests.contains { $0.seconds != nil }) {
            let cost = blocks.map { $0.places.reduce(0) { $0 + weights[$1] } }
            let shared = LoadBalance.shares(cost, among: count)
            let total = shared.count
            blocks = shared.map { members in
                let places = members.flatMap { blocks[$0].places }.sorted()
                return Block(title: "", places: places, labels: members.count == 1 ? blocks[members[0]].labels : [:])
            }
            // Longest first: what starts first should not end last.
            blocks.sort { left, right in
                let (a, b) = (Self.sum(left.places, weights), Self.sum(right.places, weights))
                return a == b ? left.places.lexicographicallyPrecedes(right.places) : a > b
            }
            for index in blocks.indices { blocks[index].title = "\(index + 1)/\(total)" }
        }
        return blocks.map { block in
            let own = block.places.map { tests[$0] }
            let predicted = Self.predicted(own, all: tests)
            return TestShare(title: block.title, tests: own.map(\.name), labels: block.labels, predicted: predicted)
        }
    }

    /// What each test is expected to cost: seconds, where a history tells some; else bytes; else all the same.
    static func weights(_ tests: [ListedTest]) -> [Double] {
        let known = tests.compactMap(\.seconds)
        if let usual = Median.of(known) { return tests.map { $0.seconds ?? usual } }
        let sizes = tests.compactMap { $0.bytes.map(Double.init) }
        guard let usual = Median.of(sizes) else { return tests.map { _ in 1 } }
        return tests.map { max(1, $0.bytes.map(Double.init) ?? usual) }
    }

    /// Seconds that some tests are expected to take; nil where no history tells of any test of the step.
    private static func predicted(_ own: [ListedTest], all: [ListedTest]) -> Double? {
        guard let usual = Median.of(all.compactMap(\.seconds)) else { return nil }
        return own.reduce(0) { $0 + ($1.seconds ?? usual) }
    }

    private static func sum(_ places: [Int], _ weights: [Double]) -> Double { places.reduce(0) { $0 + weights[$1] } }

    /// Tests that stay together.
    private struct Block {
        var title: String
        var places: [Int]
        var labels: Labels = [:]
    }

    private func blocks(_ tests: [ListedTest]) -> [Block] {
        switch strategy {
        case .byModule: grouped(tests) { (module($0), [:]) }
        case .byServicePair: grouped(tests, pair)
        case .byFeature: grouped(tests) { (feature($0), [:]) }
        case .sequential: [Block(title: "all", places: Array(tests.indices))]
        case nil:
            settings.shards == nil
                ? [Block(title: "all", places: Array(tests.indices))]
                : tests.indices.map { Block(title: tests[$0].name, places: [$0]) }
        }
    }

    /// Blocks in the order of their first tests.
    private func grouped(_ tests: [ListedTest], _ key: (String) -> (title: String, labels: Labels)) -> [Block] {
        var places: [String: Int] = [:]
        var blocks: [Block] = []
        for (index, test) in tests.enumerated() {
            let (title, labels) = key(test.name)
            if let place = places[title] {
                blocks[place].places.append(index)
            } else {
                places[title] = blocks.count
                blocks.append(Block(title: title, places: [index], labels: labels))
            }
        }
        return blocks
    }

    /// The component that a test belongs to, else its folder.
    private func module(_ test: String) -> String {
        let path = prefix + Self.file(of: test)
        if let component = components.first(where: { $0.globs.contains { $0.matches(path) } }) { return component.name }
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private func pair(_ test: String) -> (title: String, labels: Labels) {
        let pair = settings.pairs.first { $0.tests.contains { matches($0, test) } }
        guard let pair else { return ("other pairs", [:]) }
        return ("\(pair.from)→\(pair.to)", ["from": pair.from, "to": pair.to])
    }

    private func feature(_ test: String) -> String {
        if let feature = settings.features.first(where: { $0.tests.contains { matches($0, test) } }) {
            return feature.name
        }
        guard settings.features.isEmpty else { return "other features" }
        let file = Self.file(of: test)
        return file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    }

    private func matches(_ glob: String, _ test: String) -> Bool {
        let glob = Glob(glob)
        return glob.matches(test) || glob.matches(Self.file(of: test))
    }

    /// The file of a test that is named as most tools do: `tests/test_a.py::TestX::test_y`.
    private static func file(of test: String) -> String {
        String(test[..<(test.firstRange(of: "::")?.lowerBound ?? test.endIndex)])
    }

    /// How many units the blocks are shared among; nil where each is one.
    private func count(_ blocks: Int, _ total: Double, hasTimes: Bool) -> Int? {
        guard strategy != .sequential else { return nil }
        switch settings.shards {
        case nil: return nil
        case .exactly(let count): return count
        case .auto:
            let worth = hasTimes ? max(1, Int((total / Self.shortest).rounded(.up))) : room
            return max(1, min(room, worth, blocks))
        }
    }
}
