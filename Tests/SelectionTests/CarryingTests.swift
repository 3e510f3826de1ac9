import Core
import Selection
import Testing

@Suite("what earlier runs answer for")
struct CarryingTests {
    private let origin = FileMap.Origin(run: "r1", commit: "abcdef0123456", environment: "linux", time: 1)

    /// A map of units, each with the part of `unit` that it is, its tests, and the one file that they read.
    private func map(_ units: [(part: String?, tests: [String], file: String)]) -> FileMap {
        var map = FileMap()
        let built = units.map { unit -> MapBuilder.Unit in
            var touches = RawTouches()
            touches.read(Array("R/\(unit.file)\0".utf8))
            return MapBuilder.Unit(
                keys: unit.tests.map { FileMap.Key(step: "unit", test: $0) },
                touches: touches,
                passed: true,
                name: FileMap.Unit(step: "unit", part: unit.part, tests: unit.tests.count)
            )
        }
        MapBuilder(built, sources: Set(units.map(\.file))).add(to: &map, origin)
        return map
    }

    private func wishes(_ map: FileMap, tests: [String], changed: String) -> [CarryWish] {
        var step = Step(name: "unit", action: .arguments(["true"]))
        step.reports = [ReportPattern(glob: "out/x.xml")]
        var input = SelectionInput(
            changes: .files([ChangedFile(changed)], base: "main"),
            steps: [StepWork(step, tests: tests)]
        )
        input.files = (0..<100).map { "src/f\($0).py" }
        input.map = MapView(
            map,
            since: map.origins.map { _ in MapView.Since(files: [ChangedFile(changed)], commits: 2) },
            environment: "linux",
            maxAge: 10,
            testFiles: [],
            own: [ChangedFile(changed)]
        )
        return Selector(input).select().wishes
    }

    @Test("a test that touches nothing that changed is answered for by the run that recorded it")
    func standing() {
        let map = map([("a", ["t/a"], "src/a"), ("b", ["t/b"], "src/b"), ("c", ["t/c"], "src/c")])
        let found = wishes(map, tests: ["t/a", "t/b", "t/c", "t/new"], changed: "src/a")
        #expect(found.count == 1 && found.first?.changed == ["src/a"])
        #expect(found.first?.carried.tests == ["t/b", "t/c"])
        #expect(found.first?.carried.units.map(\.part) == ["b", "c"])
        #expect(found.first?.carried.words == "run r1 of abcdef0123, 2 commits before")
    }

    @Test("results of a unit are one piece: where one of its tests runs, they stand for none")
    func divided() {
        let map = map([("1/2", ["t/a", "t/b"], "src/a"), ("2/2", ["t/c", "t/gone"], "src/c")])
        #expect(wishes(map, tests: ["t/a", "t/b", "t/c"], changed: "src/x").isEmpty)
        #expect(
            wishes(map, tests: ["t/a", "t/b", "t/c", "t/gone"], changed: "src/c").first?.carried.tests == [
                "t/a", "t/b",
            ]
        )
        // Of nobody who wrote it down is it known which unit it was.
        var old = FileMap()
        var touches = RawTouches()
        touches.read(Array("R/src/c\0".utf8))
        let unit = MapBuilder.Unit(keys: [FileMap.Key(step: "unit", test: "t/c")], touches: touches, passed: true)
        MapBuilder([unit], sources: ["src/c"]).add(to: &old, origin)
        #expect(wishes(old, tests: ["t/a", "t/c"], changed: "src/c").isEmpty)
    }

    private func run(_ outcome: StepOutcome = .passed(tries: 1), failed: Int = 0) -> RunSummary {
        let machine = Machine(cores: 1, memoryBytes: 1, system: "Linux")
        let context = RunContext(id: "r1", commit: "abcdef0123456", machine: machine, started: 1)
        var step = StepRecord(name: "unit", stage: "s", kind: .unit, outcome: outcome)
        step.parts = ["a", "b"].map { PartRecord(title: $0, outcome: outcome, tests: 1, seconds: 1) }
        step.attempts = ["a", "b"].map { part in
            var attempt = AttemptRecord(number: 1, outcome: .passed, started: 1, seconds: 1)
            attempt.part = part
            attempt.kept = [KeptCopy(path: "out/\(part).info", copy: "kept/\(part).info", bytes: 1, purpose: .report)]
            return attempt
        }
        let reports = ["a", "b"].map { part in
            var report = Report(path: "out/\(part).info", format: "lcov")
            report.step = "unit"
            report.coverage = CoverageResults(files: [FileCoverage(path: "src/a"), FileCoverage(path: "src/b")])
            return report
        }
        return RunSummary(context: context, steps: [step], reports: reports)
    }

    private func wish(_ part: String?) -> CarryWish {
        CarryWish(
            carried: SelectionRecord.Carried(
                run: "r1",
                commit: "abcdef0123456",
                commits: 2,
                time: 1,
                step: "unit",
                tests: ["t/b"],
                units: [SelectionRecord.Carried.Unit(step: "unit", part: part)]
            ),
            changed: ["src/a"]
        )
    }

    @Test("reports of the unit alone are taken, marked with their run, without what has changed since")
    func reports() throws {
        let found = try #require(CarriedReports(run()).reports(for: wish("b")))
        #expect(found.map(\.path) == [".assay/runs/r1/kept/b.info"])
        #expect(found[0].carried == "r1" && found[0].provenance.carried == "r1")
        #expect(found[0].coverage?.files.map(\.path) == ["src/b"])
    }

    @Test("what is not there, was no clean pass, or cannot be told apart answers for nothing")
    func refused() {
        #expect(CarriedReports(run()).reports(for: wish("c")) == nil)
        #expect(CarriedReports(run()).reports(for: wish(nil)) == nil)
        #expect(CarriedReports(run(.passed(tries: 2))).reports(for: wish("b")) == nil)
        #expect(CarriedReports(run(.failed(.exit(code: 1), tries: 1))).reports(for: wish("b")) == nil)
    }

    @Test("what earlier runs answer for is named beside what they do not")
    func record() {
        var record = SelectionRecord(
            base: "main",
            changed: 1,
            chosen: 1,
            total: 4,
            omissions: [
                SelectionRecord.Omission(step: "unit", kind: .unit, tests: ["t/b", "t/c"], reason: "x"),
                SelectionRecord.Omission(step: "e2e", kind: .e2e, count: 3, reason: "x"),
            ]
        )
        #expect(record.omitted == 5 && record.uncarried.count == 2)
        record.carried = [wish("b").carried]
        #expect(record.uncarried.map(\.tests) == [["t/c"], []])
        #expect(
            record.banner.contains(
                "not measured now but carried over: \"t/b\" from run r1 of abcdef0123, 2 commits before"
            )
        )
        record.carried[0].tests = ["t/b", "t/c"]
        #expect(record.uncarried.map(\.step) == ["e2e"])
    }
}
