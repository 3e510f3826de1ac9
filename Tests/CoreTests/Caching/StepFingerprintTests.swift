import Core
import TestSupport
import Testing

@Suite("What a result rests on")
struct StepFingerprintTests {
    private typealias Item = StepFingerprint.Item

    @Test("the order in which things are found says nothing, and every difference does")
    func identity() {
        for seed in 0..<200 {
            var random = SeededGenerator(seed: UInt64(seed))
            let items = (0..<random.number(1...8)).map { index in
                Item(random.pick(Item.Kind.allCases), "n\(random.below(4))", "v\(random.below(3)):\(index)")
            }
            let print = StepFingerprint(items)
            let shuffled = StepFingerprint(items.shuffled(using: &random))
            #expect(shuffled == print && shuffled.bytes == print.bytes)
            var others = items
            let place = random.below(others.count)
            switch random.below(4) {
            case 0: others[place].value += "x"
            case 1: others[place].name += "x"
            case 2: others.remove(at: place)
            default: others.append(Item(.file, "other", "x"))
            }
            #expect(StepFingerprint(others).bytes != print.bytes)
            #expect(!StepFingerprint(others).changes(since: print).isEmpty)
        }
    }

    @Test("texts that run into each other are still told apart")
    func boundaries() {
        let first = StepFingerprint([Item(.file, "a", "b5:c")])
        let second = StepFingerprint([Item(.file, "ab5:", "c")])
        #expect(first.bytes != second.bytes)
    }

    @Test("a change is told by what has changed; digests are not shown")
    func changes() {
        let old = StepFingerprint([
            Item(.file, "a", "file 1"), Item(.file, "b", "file 2"), Item(.tool, "node", "/bin/node 1"),
            Item(.variable, "TOKEN", "digest"),
        ])
        let new = StepFingerprint([
            Item(.file, "a", "file 9"), Item(.file, "c", "file 3"), Item(.tool, "node", "/bin/node 2"),
            Item(.variable, "TOKEN", "another"),
        ])
        #expect(
            new.changes(since: old).map(\.words) == [
                "file a: changed", "file b: removed", "file c: added", "variable TOKEN: changed",
                "tool node: /bin/node 1 is now /bin/node 2",
            ]
        )
        #expect(new.changes(since: new).isEmpty)
    }

    @Test("a step whose result is kept inherits what it declares, and a small base")
    func environment() {
        var step = Step(name: "s", action: .script("x"), variables: ["MODE": "test"])
        step.passedVariables = ["TOKEN"]
        let inherited = [
            "PATH": "/bin", "HOME": "/h", "TOKEN": "t", "SECRET": "s", "LANG": "de_DE", "ASSAY_RUN_ID": "r",
        ]
        let environment = step.closedEnvironment(inherited)
        #expect(
            environment == ["PATH": "/bin", "HOME": "/h", "TOKEN": "t", "LANG": "C.UTF-8", "ASSAY_RUN_ID": "r"]
        )
    }

    @Test("the variables and words of a step are part of it; a variable that is not set is not one that is empty")
    func configured() {
        func items(_ change: (inout Step) -> Void, _ inherited: [String: String] = [:]) -> [UInt8] {
            var step = Step(name: "s", action: .arguments(["a", "b c"]), inputs: ["x"], variables: ["A": "1"])
            step.passedVariables = ["P"]
            change(&step)
            return StepFingerprint(Item.configured(step, inherited: inherited, platform: "p") { "<\($0)>" }).bytes
        }
        let plain = items { _ in }
        #expect(items { _ in } == plain)
        #expect(items { $0.timeout = .seconds(1) } == plain)
        #expect(items({ _ in }, ["P": ""]) != plain)
        #expect(items { $0.action = .arguments(["a", "b", "c"]) } != plain)
        #expect(items { $0.action = .script("a b c") } != plain)
        #expect(items { $0.variables = ["A": "2"] } != plain)
        #expect(items { $0.inputs = ["y"] } != plain)
        #expect(items { $0.outputs = ["y"] } != plain)
        #expect(items { $0.directory = "d" } != plain)
        #expect(items { $0.reports = [ReportPattern(glob: "r")] } != plain)
    }
}
