import Testing

@testable import Judging

@Suite("Work side by side")
struct ParallelTests {
    @Test("results come in the order of the items, whoever is done first", arguments: [1, 2, 7])
    func order(width: Int) async {
        let found = await Parallel.map(Array(0..<500), width: width) { item in
            // Later items are done sooner.
            (0..<(500 - item) * 10).reduce(item) { sum, _ in sum }
        }
        #expect(found == Array(0..<500))
    }

    @Test("no item, no result")
    func empty() async {
        #expect(await Parallel.map([Int](), width: 4) { $0 }.isEmpty)
    }
}
