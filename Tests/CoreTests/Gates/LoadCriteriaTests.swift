import Core
import Criteria
import Testing

@Suite("Load tests as evidence")
struct LoadCriteriaTests {
    /// One series of a load test, with the labels of its own and those of its report.
    static func load(
        _ own: Labels,
        requests: Int = 2_000,
        failed: Int? = 0,
        p95: Double? = 0.1,
        rate: Double? = nil,
        dropped: Int? = nil,
        seconds: Double? = nil,
        report labels: Labels = [:],
        step: String? = nil
    ) -> Report {
        var report = Report(path: "k6.json", format: "k6-summary")
        report.labels = labels
        report.step = step
        var latency: [Aggregate: Double] = [:]
        latency[.p95] = p95
        // A count, a rate and a duration make each other.
        let duration = seconds ?? rate.map { Double(requests) / $0 } ?? 20
        report.performance = [
            LoadResult(
                labels: own,
                requests: requests,
                failed: failed,
                latency: latency,
                requestRate: rate ?? Double(requests) / duration,
                droppedIterations: dropped,
                duration: duration
            )
        ]
        return report
    }

    static func judge(
        _ gate: GateID,
        _ path: String,
        _ phrase: String,
        _ reports: [Report],
        over: Duration? = nil,
        words: [String: String] = [:],
        machine: Machine? = nil
    ) throws -> CriterionVerdict {
        let criterion = try Given.criterion(gate, path, phrase, words: words, qualifiers: Qualifiers(over: over))
        let evidence = Evidence(reports: reports, project: Project(), surroundings: Surroundings(machine: machine))
        return Judge(evidence: evidence).judge(criterion, of: gate)
    }

    private func response(_ reports: [Report], over: Duration? = nil, machine: Machine? = nil) throws -> Judgement {
        try Self.judge(.performance, "response_times.api.p95", "< 200ms", reports, over: over, machine: machine)
            .cells[0].judgement
    }

    // MARK: Response times

    @Test("a stated percentile counts only under its own name, and one without a name is not evaluated")
    func aggregates() throws {
        func stated(_ labels: Labels) -> Report {
            Given.metric("response_times", 0.1, .duration, labels: labels.merging(["service": "api"]) { own, _ in own })
        }
        #expect(try response([stated(["aggregate": "p95"])]).verdict == .pass)
        #expect(try response([stated(["aggregate": "p99"])]).verdict == .notEvaluated)
        #expect(try response([stated([:])]).reason?.contains("label them `aggregate: p95`") == true)
    }

    @Test("the cold start is kept apart where the report labels it, and said to be in the figures where it is not")
    func coldStart() throws {
        let cold = Self.load(["service": "api", "phase": "cold"], p95: 3)
        let warm = Self.load(["service": "api", "phase": "warm"], p95: 0.1)
        let whole = Self.load(["service": "api"], p95: 1)
        let apart = try response([cold, warm, whole])
        #expect(apart.verdict == .pass)
        #expect(apart.measurements.map(\.value) == [0.1])
        #expect(apart.measurements.first?.notes == ["the cold start is left out"])
        let within = try response([cold, whole])
        #expect(within.verdict == .fail)
        #expect(within.measurements.first?.notes == ["the cold start is in these figures"])
        #expect(try response([cold]).reason?.hasPrefix("k6.json holds the cold start only") == true)
    }

    @Test("the machine is part of the verdict, and a GPU is where the report labels it")
    func machine() throws {
        let machine = Machine(cores: 2, memoryBytes: 8e9, system: "Linux 6.1")
        let judgement = try response([Self.load(["service": "api"], report: ["gpu": "A100"])], machine: machine)
        let measured = try #require(judgement.measurements.first)
        #expect(measured.notes == ["machine of the run: 2 cores, 8GB memory, Linux 6.1"])
        #expect(measured.labels["gpu"] == "A100")
    }

    @Test(
        "a load generator without a processor to spare measures itself",
        arguments: [(0.91, "load", Verdict.inconclusive), (0.9, "load", .pass), (0.99, "other", .pass)]
    )
    func generator(usage: Double, step: String, expected: Verdict) throws {
        let generator = Given.metric("generator.cpu", usage, .ratio, step: step)
        let load = Self.load(["service": "api"], step: "load")
        #expect(try response([load, generator]).verdict == expected)
    }

    // MARK: Windows

    @Test("figures of another window than `over` asks for are not evaluated, in place of being taken for it")
    func windows() throws {
        let whole = Self.load(["service": "api"], seconds: 600)
        let minute = Self.load(["service": "api", "window": "60s"], seconds: 600)
        #expect(try response([whole]).verdict == .pass)
        let other = try response([whole], over: .seconds(60))
        #expect(other.verdict == .notEvaluated)
        #expect(
            other.reason?.hasPrefix("`over` asks for a window of 60s, and k6.json holds figures of 10m") == true
        )
        #expect(try response([minute], over: .seconds(60)).verdict == .pass)
        #expect(try response([whole, minute], over: .seconds(60)).measurements.count == 1)
        #expect(try response([Self.load(["service": "api"], seconds: 61)], over: .seconds(60)).verdict == .pass)
        #expect(
            try response([Self.load(["service": "api"], seconds: nil)], over: .seconds(60)).verdict == .notEvaluated
        )
    }

    // MARK: Edges

    @Test("each pair of services is a cell of its own")
    func edges() throws {
        let fast = Self.load(["from": "gateway", "to": "selector"], p95: 0.05)
        let slow = Self.load(["from": "gateway", "to": "generator"], p95: 0.5)
        let few = Self.load(["from": "gateway", "to": "mail"], requests: 50, p95: 0.05)
        let verdict = try Self.judge(.integration, "service_communication.latency", "p95 < 100ms", [fast, slow, few])
        #expect(verdict.cells.map { $0.labels["to"] } == ["generator", "mail", "selector"])
        #expect(verdict.cells.map(\.judgement.verdict) == [.fail, .inconclusive, .pass])
        #expect(verdict.verdict == .fail)
    }

    @Test("what a report states of all calls together is judged beside the pairs")
    func statedEdges() throws {
        let pair = Given.metric("service_communication.error_rate", 0, .ratio, labels: ["from": "a", "to": "b"])
        let all = Given.metric("service_communication.error_rate", 0.2, .ratio, labels: ["from": "a"])
        let verdict = try Self.judge(.integration, "service_communication.error_rate", "< 0.1%", [pair, all])
        #expect(verdict.cells.map(\.labels) == [["from": "a", "to": "b"], [:]])
        #expect(verdict.cells.map(\.judgement.verdict) == [.pass, .fail])
    }

    @Test("a stated latency of calls that fail is inconclusive: a failing server answers fast")
    func failingEdge() throws {
        let labels = ["from": "a", "to": "b", "aggregate": "p95"]
        let latency = Given.metric("service_communication.latency", 0.001, .duration, labels: labels)
        let errors = Given.metric("service_communication.error_rate", 0.5, .ratio, labels: ["from": "a", "to": "b"])
        let path = "service_communication.latency"
        #expect(try Self.judge(.integration, path, "p95 < 100ms", [latency]).verdict == .pass)
        #expect(try Self.judge(.integration, path, "p95 < 100ms", [latency, errors]).verdict == .inconclusive)
    }
}
