import Core
import Selection
import Testing

@Suite("which tests a change needs")
struct SelectorTests {
    /// A step with tests whose files are declared.
    private func step(
        _ name: String,
        tests: [String]? = nil,
        kind: Kind = .unit,
        _ set: (inout StepWork) -> Void = { _ in }
    )
        -> StepWork
    {
        var step = Step(name: name, action: .arguments(["true"]), kind: kind)
        step.reports = [ReportPattern(glob: "out/\(name).xml")]
        var work = StepWork(step, tests: tests)
        set(&work)
        return work
    }

    private func select(
        _ steps: [StepWork],
        _ files: [ChangedFile],
        _ set: (inout SelectionInput) -> Void = { _ in }
    ) -> Selection {
        var input = SelectionInput(changes: .files(files, base: "main"), steps: steps)
        input.files = (0..<100).map { "src/f\($0).py" }
        set(&input)
        return Selector(input).select()
    }

    private func names(_ selection: Selection) -> [String] {
        selection.items.indices.filter { selection.choices[$0].isChosen }.map { selection.name(selection.items[$0]) }
    }

    private var declared: [StepWork] {
        [
            step("api", tests: ["t/test_a.py", "t/test_b.py"]) {
                $0.affects = [AffectRule(files: ["api/**"]), AffectRule(files: ["schema/**"], tests: ["t/test_b.py"])]
            },
            step("web") { $0.inputs = ["web/**"] },
        ]
    }

    @Test("what is declared leaves out the tests that no changed file affects, and says so")
    func declarations() {
        let selection = select(declared, [ChangedFile("schema/x.sql")])
        #expect(names(selection) == ["t/test_b.py"])
        #expect(selection.whole == nil)
        #expect(selection.work.omitted == ["web": "no file that affects it changed"])
        #expect(selection.work.tests == ["api": ["t/test_b.py"]])
        #expect(selection.work.record?.omittedNames == ["t/test_a.py", "web"])
        #expect(names(select(declared, [ChangedFile("web/x.js")])) == ["web"])
        #expect(names(select(declared, [ChangedFile("t/test_a.py")])) == ["t/test_a.py"])
    }

    @Test("a script that a step's command names is a part of it, whatever the step declares")
    func named() {
        var named = Step(name: "api", action: .script("cd .; sh ./tools/run-tests \"$@\""))
        named.reports = [ReportPattern(glob: "out/api.xml")]
        named.inputs = ["api/**"]
        let steps = [StepWork(named), step("web") { $0.inputs = ["web/**"] }]
        let selection = select(steps, [ChangedFile("tools/run-tests")])
        #expect(names(selection) == ["api"] && selection.whole == nil)
        #expect(selection.choices[0].grounds.map(\.words) == ["tools/run-tests changed, which its command names"])
    }

    @Test(
        "everything runs where that is the only safe answer, with the reason",
        arguments: [
            ([ChangedFile("assay.yaml")], "it says what runs"), ([ChangedFile("poetry.lock")], "the packages"),
            ([ChangedFile("sub/Dockerfile")], "the toolchain"), ([ChangedFile(".github/workflows/x.yml")], "CI"),
            ([ChangedFile("odd.bin")], "nothing tells who reads it"), ([], "empty"),
            ([ChangedFile("odd.bin", .deleted)], "nothing tells who read it"),
            ((0..<60).map { ChangedFile("api/f\($0).py") }, "max_change"), ([ChangedFile("db/x.sql")], "run_all"),
        ]
    )
    func all(files: [ChangedFile], words: String) throws {
        let selection = select(declared, files) {
            $0.configuration = ["assay.yaml"]
            $0.settings.runAll = ["db/**"]
        }
        #expect(try #require(selection.whole).contains(words))
        #expect(selection.omitted.isEmpty)
        #expect(selection.work.omitted.isEmpty && selection.work.tests.isEmpty)
    }

    @Test("a branch that needs a full run, and a change that is not known, leave nothing out")
    func fullRuns() throws {
        let branch = select(declared, [ChangedFile("web/x.js")]) {
            $0.branch = "release/2"
            $0.settings.fullRunRequired = ["release/*"]
        }
        #expect(try #require(branch.whole).contains("full_run_required"))
        let unknown = Selector(SelectionInput(changes: .unproven(reason: "the clone is shallow"), steps: declared))
            .select()
        #expect(unknown.whole == "the clone is shallow" && unknown.omitted.isEmpty)
    }

    @Test("tests of which nothing is proven run, unless hints are trusted: then those that something speaks for")
    func hints() throws {
        let steps = [step("unit", tests: ["t/test_pay.py", "t/test_user.py", "t/test_far.py"])]
        let graph = ImportGraph(
            files: ["src/pay.py", "src/user.py", "src/shop.py", "t/test_pay.py", "t/test_user.py", "t/test_far.py"],
            imports: ["t/test_far.py": [.suffix("shop")], "src/shop.py": [.suffix("pay")]]
        )
        let all = select(steps, [ChangedFile("src/pay.py")])
        #expect(try #require(all.whole).contains("nothing tells"))
        let some = select(steps, [ChangedFile("src/pay.py")]) {
            $0.settings.trustsHints = true
            $0.imports = graph
        }
        #expect(names(some) == ["t/test_pay.py", "t/test_far.py"])
        #expect(some.proven == 0)
        let far = try #require(some.items.firstIndex { $0.test == "t/test_far.py" })
        #expect(abs(Ground.weight(some.choices[far].grounds) - 0.36) < 1e-9)
    }

    @Test("a test is added by what stands for it, whatever is declared: failed, unskippable, a name that fits")
    func added() {
        let selection = select(declared, [ChangedFile("schema/a.sql")]) {
            $0.failed = ["web"]
            $0.settings.unskippable = ["t/test_a*"]
        }
        #expect(names(selection) == ["t/test_a.py", "t/test_b.py", "web"])
    }

    @Test("what makes things for a chosen test runs with it, and a change that needs no test runs one")
    func needs() {
        let steps = [
            step("build") { ($0.prepares, $0.inputs) = (true, ["lib/**"]) },
            step("unit", tests: ["a_test.go", "b_test.go"]) { ($0.needs, $0.inputs) = (["build"], ["src/**"]) },
        ]
        #expect(names(select(steps, [ChangedFile("src/x.go")])) == ["build", "a_test.go", "b_test.go"])
        let ignored = select(steps, [ChangedFile("docs/x.md")]) { $0.settings.ignore = ["docs/**"] }
        #expect(names(ignored) == ["build", "a_test.go"])
        #expect(ignored.counts.chosen == 1 && ignored.counts.total == 2)
    }

    @Test("tests of a pair run when one of its ends changes; journeys when their critical path does")
    func areas() {
        let steps = [
            step("pairs", tests: ["i/ab.py", "i/bc.py"], kind: .integration) {
                $0.pairs = [
                    StepTests.Pair(from: "a", to: "b", tests: ["i/ab*"]),
                    StepTests.Pair(from: "b", to: "c", tests: ["i/bc*"]),
                ]
            },
            step("e2e", tests: ["e/login.py", "e/pay.py"], kind: .e2e) {
                $0.affects = [AffectRule(files: ["e2e-kit/**"])]
                $0.features = [StepTests.Feature(name: "user login", tests: ["e/login*"])]
            },
        ]
        let selection = select(steps, [ChangedFile("svc/a/x.go")]) {
            $0.components = ["a", "b", "c"].map { Component(name: $0, paths: ["svc/\($0)/**"]) }
            $0.criticalPaths = [CriticalPath(name: "User-Login", paths: ["svc/a/**"])]
        }
        #expect(names(selection) == ["i/ab.py", "e/login.py"])
        #expect(
            selection.pairs == ["a→b"] && selection.components == ["a"] && selection.criticalPaths == ["User-Login"]
        )
    }

    @Test("fifty thousand tests and a hundred files are no work")
    func large() {
        let tests = (0..<50_000).map { "t/test_\($0).py" }
        let selection = select(
            [step("unit", tests: tests) { $0.affects = [AffectRule(files: ["src/**"])] }],
            (0..<100).map { ChangedFile("t/test_\($0).py") }
        ) { $0.files = tests }
        #expect(selection.counts.chosen == 100)
    }
}
