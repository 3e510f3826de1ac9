import Core
import Reports
import Scanning
import Testing

@Suite("A run as a trace of OpenTelemetry")
struct OTLPTraceTests {
    private func summary(_ run: String = "20261128-150405-0a1b") -> RunSummary {
        var context = RunContext(
            id: run,
            branch: "main",
            commit: "c0ffee",
            machine: Machine(cores: 2, memoryBytes: 8e9, system: "Linux"),
            started: 1_795_000_000
        )
        context.isClean = true
        var good = StepRecord(name: "unit", stage: "test", kind: .unit, outcome: .passed(tries: 2))
        good.attempts = [1.0, 4.0].enumerated().map { number, start in
            AttemptRecord(number: number + 1, outcome: .passed, started: 1_795_000_000 + start, seconds: 2)
        }
        let never = StepRecord(name: "e2e", stage: "test", kind: .e2e, outcome: .skipped(reason: "no"))
        return RunSummary(context: context, steps: [good, never], seconds: 10)
    }

    private func spans(_ summary: RunSummary) -> [JSON] {
        let value = OTLPTrace.value(summary, project: "shop", version: "1")
        return value["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.array ?? []
    }

    @Test("The run is a span, each step that ran one below it from its first try to the end of its last")
    func shape() throws {
        let spans = spans(summary())
        #expect(spans.count == 2, "a step that never began has none")
        let (run, step) = (spans[0], spans[1])
        #expect(run["traceId"]?.string?.utf8.count == 32 && run["spanId"]?.string?.utf8.count == 16)
        #expect(step["traceId"] == run["traceId"] && step["parentSpanId"] == run["spanId"])
        #expect(run["kind"]?.int == 2 && run["parentSpanId"] == nil)
        #expect(run["startTimeUnixNano"]?.string == "1795000000000000000")
        #expect(run["endTimeUnixNano"]?.string == "1795000010000000000")
        #expect(step["startTimeUnixNano"]?.string == "1795000001000000000")
        #expect(step["endTimeUnixNano"]?.string == "1795000006000000000")
        let names = run["attributes"]?.array?.compactMap { $0["key"]?.string } ?? []
        #expect(names.contains("cicd.pipeline.run.id") && names.contains("vcs.ref.head.revision"))
    }

    @Test("A trace that is sent twice is one, and two runs are two")
    func identity() {
        #expect(spans(summary()) == spans(summary()))
        #expect(spans(summary("a"))[0]["traceId"] != spans(summary("b"))[0]["traceId"])
    }

    @Test("A run that is not green is an error, whatever its steps say")
    func status() {
        #expect(spans(summary())[0]["status"]?["code"]?.int == 2, "nothing was judged")
        #expect(spans(summary())[1]["status"]?["code"]?.int == 1)
    }
}
