import Core
import Criteria
import Testing

@Suite("Throughput and scaling as evidence")
struct ThroughputCriteriaTests {
    private typealias Load = LoadCriteriaTests

    private func judge(
        _ path: String,
        _ phrase: String,
        _ reports: [Report],
        over: Duration? = nil,
        words: [String: String] = [:]
    ) throws -> Judgement {
        try Load.judge(.performance, path, phrase, reports, over: over, words: words).cells[0].judgement
    }

    // MARK: Sustained

    @Test("only requests that succeed count, over the steady window where the report labels it")
    func steady() throws {
        let whole = Load.load([:], requests: 6_000, rate: 60, seconds: 100)
        let steady = Load.load(
            ["phase": "steady", "window": "50s"],
            requests: 5_000,
            failed: 50,
            rate: 50,
            seconds: 100
        )
        let alone = try judge("throughput.sustained_rps", ">= 60", [whole])
        #expect(alone.measurements.first?.value == 60)
        #expect(alone.measurements.first?.notes == ["over all of the test (100s), with its start and its end"])
        let measured = try judge("throughput.sustained_rps", ">= 99", [whole, steady])
        #expect(measured.verdict == .pass)
        #expect(measured.measurements.map(\.value) == [99])
    }

    @Test("runs at several sizes say what the largest sustains")
    func sizes() throws {
        let reports = [2, 4].map { Load.load([:], rate: Double($0) * 100, report: ["replicas": "\($0)"]) }
        #expect(try judge("throughput.sustained_rps", ">= 400", reports).verdict == .pass)
    }

    @Test("a burst is no sustained load")
    func burstApart() throws {
        let burst = Load.load([:], rate: 9_000, report: ["phase": "burst"])
        #expect(try judge("throughput.sustained_rps", ">= 1", [burst]).verdict == .notEvaluated)
    }

    // MARK: Burst

    private func burst(_ requests: Int, failed: Int = 0, window: String? = "10s", dropped: Int? = nil) -> Report {
        var labels = ["phase": "burst"]
        labels["window"] = window
        labels["scenario"] = "\(requests)"
        return Load.load(labels, requests: requests, failed: failed, dropped: dropped, seconds: 100)
    }

    @Test("the best window with few enough failures counts, and the failing server's does not")
    func burstCapacity() throws {
        let judgement = try judge(
            "throughput.burst_capacity",
            ">= 500",
            [burst(4_000), burst(6_000), burst(90_000, failed: 9_000)]
        )
        #expect(judgement.verdict == .pass)
        #expect(judgement.measurements.map(\.value) == [600])
        let failing = try judge("throughput.burst_capacity", ">= 500", [burst(90_000, failed: 9_000)])
        #expect(failing.verdict == .fail)
        #expect(failing.measurements.map(\.value) == [0])
    }

    @Test("a burst that was carried whole, and lies below what is asked, shows no limit")
    func burstUntried() throws {
        #expect(try judge("throughput.burst_capacity", ">= 900", [burst(6_000, dropped: 0)]).verdict == .inconclusive)
        #expect(try judge("throughput.burst_capacity", ">= 900", [burst(6_000, dropped: 7)]).verdict == .fail)
    }

    @Test("the length of the window must be declared, and be the one that is asked for")
    func burstWindow() throws {
        let path = "throughput.burst_capacity"
        #expect(try judge(path, ">= 1", [burst(6_000, window: nil)]).verdict == .notEvaluated)
        #expect(try judge(path, ">= 1", [burst(6_000)], over: .seconds(10)).verdict == .pass)
        #expect(try judge(path, ">= 1", [burst(6_000)], over: .seconds(60)).verdict == .notEvaluated)
        let stated = Given.metric("throughput.burst_capacity", 700, .rate)
        let labelled = Given.metric("throughput.burst_capacity", 700, .rate, labels: ["window": "5s"])
        #expect(try judge(path, ">= 1", [stated]).reason?.contains("how long the burst was") == true)
        let word = try judge(path, ">= 1", [stated], over: .seconds(5))
        #expect(word.verdict == .pass)
        #expect(word.measurements.first?.notes.first?.contains("what the configuration says") == true)
        #expect(try judge(path, ">= 1", [labelled]).verdict == .pass)
        #expect(try judge(path, ">= 1", [labelled], over: .seconds(60)).verdict == .notEvaluated)
    }

    // MARK: Scaling

    private func run(_ replicas: Int, _ rate: Double, failed: Int = 0, dropped: Int? = nil) -> Report {
        Load.load([:], failed: failed, rate: rate, dropped: dropped, report: ["replicas": "\(replicas)"])
    }

    private func scaling(_ reports: [Report], ratio: String? = nil) throws -> Judgement {
        var words: [String: String] = [:]
        words["scaling_ratio"] = ratio
        return try judge("scalability.horizontal_scaling", "verified", reports, words: words)
    }

    @Test("twice the replicas must carry the configured multiple, 1.7 where none is")
    func horizontal() throws {
        let measured = try scaling([run(2, 500), run(4, 900)])
        #expect(measured.verdict == .pass)
        #expect(
            measured.measurements.first?.notes == [
                "500rps at 2 replicas, 900rps at 4: 1.8 times as much (asked: >= 1.7)"
            ]
        )
        #expect(try scaling([run(2, 500), run(4, 800)]).verdict == .fail)
        #expect(try scaling([run(2, 500), run(4, 800)], ratio: ">= 1.5").verdict == .pass)
        #expect(try scaling([run(2, 500), run(4, 900), run(8, 950)]).verdict == .fail)
        let stated = [2, 4].map {
            Given.metric("throughput.sustained_rps", Double($0) * 100, .rate, labels: ["replicas": "\($0)"])
        }
        #expect(try scaling(stated).verdict == .pass)
    }

    @Test("a size alone, or a claim without runs, proves nothing")
    func unproven() throws {
        #expect(try scaling([run(2, 500)]).reason?.contains("nothing at twice as many") == true)
        #expect(try scaling([run(2, 500), run(3, 900)]).verdict == .notEvaluated)
        let claim = Given.metric("scalability.horizontal_scaling", 1, .boolean)
        #expect(try scaling([claim]).verdict == .notEvaluated)
    }

    @Test("a run that carried all it was offered has shown no limit, and one with failures no capacity")
    func untried() throws {
        #expect(try scaling([run(2, 500, dropped: 0), run(4, 1_000, dropped: 9)]).verdict == .inconclusive)
        #expect(try scaling([run(2, 500, dropped: 9), run(4, 600, dropped: 0)]).verdict == .inconclusive)
        #expect(try scaling([run(2, 500, dropped: 9), run(4, 1_000, dropped: 0)]).verdict == .pass)
        #expect(try scaling([run(2, 500), run(4, 900, failed: 500)]).verdict == .inconclusive)
    }

    @Test("the worst of three trials counts; fewer are inconclusive, and a trial in which nothing scaled fails")
    func autoScaling() throws {
        func trial(_ number: Int, _ seconds: Double) -> Report {
            Given.metric(
                "scalability.auto_scaling_time",
                seconds,
                .duration,
                samples: 1,
                labels: ["trial": "\(number)"]
            )
        }
        let path = "scalability.auto_scaling_time"
        let three = try judge(path, "< 60s", [trial(1, 30), trial(2, 59), trial(3, 40)])
        #expect(three.verdict == .pass)
        #expect(three.measurements.first?.value == 59)
        #expect(try judge(path, "< 60s", [trial(1, 30), trial(2, 61), trial(3, 40)]).verdict == .fail)
        #expect(try judge(path, "< 60s", [trial(1, 30), trial(2, 40)]).verdict == .inconclusive)
        let idle = Given.metric("scalability.replicas_added", 0, .count, samples: 1, labels: ["trial": "2"])
        let stuck = try judge(path, "< 60s", [trial(1, 30), idle, trial(3, 40)])
        #expect(stuck.verdict == .fail)
        #expect(stuck.measurements.first?.notes == ["nothing was scaled in trial 2"])
        #expect(try judge(path, "< 60s", []).verdict == .notEvaluated)
    }

    // MARK: Resources

    private func usage(_ metric: String, _ value: Double, _ labels: Labels, _ dimension: Dimension = .ratio) -> Report {
        Given.metric(MetricID("resource_utilization.\(metric)"), value, dimension, samples: 120, labels: labels)
    }

    @Test("usage is p95 where nothing else is asked, and figures that do not say what they are are not evaluated")
    func processors() throws {
        let path = "resource_utilization.cpu_usage"
        let p95 = usage("cpu_usage", 0.6, ["aggregate": "p95"])
        let max = usage("cpu_usage", 0.9, ["aggregate": "max"])
        #expect(try judge(path, "< 70%", [p95, max]).verdict == .pass)
        #expect(try judge(path, "max < 70%", [p95, max]).verdict == .fail)
        #expect(try judge(path, "avg < 70%", [usage("cpu_usage", 0.5, ["aggregate": "mean"])]).verdict == .pass)
        #expect(try judge(path, "avg < 70%", [p95]).verdict == .notEvaluated)
        #expect(try judge(path, "< 70%", [usage("cpu_usage", 0.5, [:])]).verdict == .notEvaluated)
    }

    @Test("few readings, or a gap between them, may have missed the peak")
    func gaps() throws {
        let path = "resource_utilization.cpu_usage"
        #expect(
            try judge(path, "< 70%", [usage("cpu_usage", 0.5, ["aggregate": "p95", "gap": "90s"])]).verdict
                == .inconclusive
        )
        #expect(
            try judge(path, "< 70%", [usage("cpu_usage", 0.5, ["aggregate": "p95", "gap": "15s"])]).verdict == .pass
        )
        var few = usage("cpu_usage", 0.5, ["aggregate": "p95"])
        few.measurements[0].samples = 19
        #expect(try judge(path, "< 70%", [few]).verdict == .inconclusive)
    }

    @Test(
        "what is measured on a machine with less than its environment asks for is inconclusive",
        arguments: [
            ("resource_utilization.cpu_usage", "< 70%", 0.5, Dimension.ratio, 120),
            ("resource_utilization.memory_usage", "< 80%", 0.5, .ratio, 120),
            ("scalability.auto_scaling_time", "< 60s", 30, .duration, 3),
        ]
    )
    func underProvisioned(path: String, phrase: String, value: Double, dimension: Dimension, samples: Int) throws {
        let labels = ["aggregate": "p95", "limit": "512MiB"]
        let report = Given.metric(MetricID(path), value, dimension, samples: samples, labels: labels, step: "soak")
        for (surroundings, verdict) in [
            (Surroundings(), Verdict.pass), (Surroundings(underProvisioned: ["soak": "2 of 32 cores"]), .inconclusive),
        ] {
            let evidence = Evidence(reports: [report], project: Project(), surroundings: surroundings)
            let criterion = try Given.criterion(.performance, path, phrase)
            let judgement = Judge(evidence: evidence).judge(criterion, of: .performance).cells[0].judgement
            #expect(judgement.verdict == verdict, "\(judgement)")
        }
    }

    @Test("memory needs a limit to be a share of, and a process that was killed for it fails")
    func memory() throws {
        let path = "resource_utilization.memory_usage"
        let unlimited = usage("memory_usage", 0.5, ["aggregate": "p95"])
        let limited = usage("memory_usage", 0.5, ["aggregate": "p95", "limit": "512MiB"])
        let none = usage("memory_usage", 0.5, ["aggregate": "p95", "limit": "unlimited"])
        #expect(try judge(path, "< 80%", [unlimited]).reason?.contains("names no limit") == true)
        #expect(try judge(path, "< 80%", [none]).verdict == .notEvaluated)
        #expect(try judge(path, "< 80%", [limited]).verdict == .pass)
        let used = usage("memory_bytes", 450, ["aggregate": "p95", "service": "api"], .bytes)
        let limit = usage("memory_limit", 500, ["service": "api"], .bytes)
        #expect(try judge(path, "< 80%", [used]).verdict == .notEvaluated)
        let share = try judge(path, "< 80%", [used, limit])
        #expect(share.verdict == .fail)
        #expect(share.measurements.first?.value == 0.9)
        let killed = try judge(path, "< 80%", [limited, usage("oom_kills", 1, [:], .count)])
        #expect(killed.verdict == .fail)
        #expect(killed.measurements.first?.notes.first?.contains("killed for want of memory") == true)
    }
}
