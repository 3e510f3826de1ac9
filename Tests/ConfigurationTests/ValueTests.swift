import Configuration
import Core
import Criteria
import Testing

@Suite("what is written becomes the value that it says")
struct ValueTests {
    @Test("a step takes every key")
    func step() throws {
        let text = """
            steps:
              full:
                description: all of it
                run: [pytest, -q]
                kind: integration
                component: api
                inputs: ["src/**"]
                reports:
                  - a.xml
                  - {path: b/*.json, format: k6, labels: {service: gateway, shard: 1}}
                  - {path: cpu.json, metric: resource_utilization.cpu_usage, unit: "%"}
                timeout: 90s
                grace_period: 500ms
                retries: {count: 2, delay: 5s}
                environment: small
                env: {A: "1"}
                directory: services/api
                always: true
                critical: true
              script:
                run: make && make test
                reports: out.xml
                inputs: src/**
                retries: 1
                allow_failure: true
            """
        let loaded = load(text, partial: true)
        #expect(loaded.diagnostics == [])
        let steps = try #require(loaded.project?.pipeline.steps)
        #expect(
            steps["full"]
                == Step(
                    name: "full",
                    action: .arguments(["pytest", "-q"]),
                    kind: .integration,
                    component: "api",
                    inputs: ["src/**"],
                    reports: [
                        ReportPattern(glob: "a.xml"),
                        ReportPattern(glob: "b/*.json", format: "k6", labels: ["service": "gateway", "shard": "1"]),
                        ReportPattern(
                            glob: "cpu.json",
                            target: MetricTarget(
                                metric: "resource_utilization.cpu_usage",
                                dimension: .ratio,
                                unit: .percent
                            )
                        ),
                    ],
                    timeout: .seconds(90),
                    gracePeriod: .milliseconds(500),
                    retries: Retries(count: 2, delay: .seconds(5)),
                    environment: "small",
                    variables: ["A": "1"],
                    directory: "services/api",
                    always: true,
                    critical: true,
                    location: SourceLocation(file: "assay.yaml", line: 2, column: 3)
                )
        )
        #expect(
            steps["script"]
                == Step(
                    name: "script",
                    action: .script("make && make test"),
                    inputs: ["src/**"],
                    reports: [ReportPattern(glob: "out.xml")],
                    retries: Retries(count: 1),
                    allowFailure: true,
                    location: SourceLocation(file: "assay.yaml", line: 20, column: 3)
                )
        )
    }

    @Test("stages say what they wait for in four ways")
    func stages() throws {
        let text = """
            pipeline:
              stages:
                - {name: a, steps: [s1]}
                - {name: b, steps: [s2], depends_on: []}
                - {name: c, steps: [s3], needs: a, if: "branch == 'main'", parallel: true}
                - {name: d, steps: [final-approval], depends_on: [ALL]}
            """
        let pipeline = try #require(load(text, partial: true).project?.pipeline)
        #expect(pipeline.stages.map(\.dependencies) == [.previous, .named([]), .named(["a"]), .all])
        #expect(pipeline.stages.map(\.parallel) == [false, false, true, false])
        let condition = try Expression.parse("branch == 'main'", names: RunFacts.names, as: .boolean)
        #expect(pipeline.stages.map(\.condition) == [nil, nil, condition, nil])
        #expect(
            pipeline.steps["final-approval"] == Step(name: "final-approval", action: .evaluate(.all), kind: .quality)
        )
    }

    @Test("pools join both blocks, environments read amounts")
    func machines() throws {
        let text = """
            parallel_execution:
              integration_tests:
                max_workers: 4
                timeout_per_module: 5m
                shared_resources: [redis, {name: db, capacity: 2}]
              performance_tests: {dedicated_environment: true}
            resource_optimization:
              strategies:
                test_parallelization:
                  integration_tests: {max_parallel: 8}
            environments:
              big:
                duration: 4h
                resources: {cpu: 32 cores, memory: 64GB, network: 10Gbps, gpu: optional}
                under_provisioned: true
              small:
                duration: test_execution
                resources: {cpu: 0.5}
            """
        let project = try #require(load(text).project)
        #expect(
            project.pools == [
                Pool(
                    kind: .integration,
                    maxWorkers: 4,
                    maxParallel: 8,
                    timeoutPerModule: .seconds(300),
                    sharedResources: [SharedResource(name: "redis"), SharedResource(name: "db", capacity: 2)]
                ),
                Pool(kind: .performance, dedicatedEnvironment: true),
            ]
        )
        let (big, small) = (project.environments[0], project.environments[1])
        #expect(
            big.resources == Resources(cores: 32, memoryBytes: 64e9, networkBitsPerSecond: 10e9, gpu: "optional")
        )
        #expect(big.duration == .seconds(14_400))
        #expect(big.underProvisioned)
        #expect(small.resources == Resources(cores: 0.5))
        #expect(small.duration == nil)
    }

    @Test(
        "a weaker isolation may be allowed in either block that speaks of a kind",
        arguments: [
            "parallel_execution: {integration_tests: {isolation: container, isolation_fallback: allow}}",
            """
            parallel_execution: {integration_tests: {isolation_fallback: allow}}
            resource_optimization: {strategies: {test_parallelization: {integration_tests: {isolation: container}}}}
            """,
            """
            resource_optimization:
              strategies:
                test_parallelization: {integration_tests: {isolation: container, isolation_fallback: allow}}
            """,
        ]
    )
    func weakerIsolation(text: String) throws {
        let pool = try #require(load(text).project?.pools.first)
        #expect(pool.isolation == "container")
        #expect(pool.allowsWeakerIsolation)
    }

    @Test("qualifiers hold where they stand, and below")
    func qualifiers() throws {
        let text = """
            performance_gate:
              min_samples: 100
              criteria:
                response_times:
                  a: {p50: "< 50ms", min_samples: 500, over: 1m}
                  b: {p50: "< 50ms"}
              enforcement: {blocking: false, bypass_allowed: true}
            """
        let gate = try #require(load(text).project?.gates.first)
        #expect(!gate.blocking)
        #expect(gate.bypassAllowed)
        #expect(gate.criteria.map(\.path) == ["response_times.a.p50", "response_times.b.p50"])
        #expect(gate.criteria.map(\.qualifiers.minSamples) == [500, 100])
        #expect(gate.criteria.map(\.qualifiers.over) == [.seconds(60), nil])
        #expect(gate.criteria.map(\.cells) == [[["service": "a"]], [["service": "b"]]])
        #expect(gate.criteria[0].location?.description == "assay.yaml:5:16")
    }

    @Test("a matrix has a cell for each caller, callee and scenario")
    func matrix() throws {
        let text = """
            integration_gate:
              validation_matrix:
                - {from: a, to: [b, c], tests: [ok, retry]}
            """
        let criterion = try #require(load(text).project?.gates.first?.criteria.first)
        #expect(
            criterion.cells == [
                ["from": "a", "to": "b", "scenario": "ok"], ["from": "a", "to": "b", "scenario": "retry"],
                ["from": "a", "to": "c", "scenario": "ok"], ["from": "a", "to": "c", "scenario": "retry"],
            ]
        )
        #expect(criterion.written == "100% pass")
    }

    @Test("what is refused counts as unread: the accounts show what was really taken")
    func accounts() {
        let loaded = load("steps:\n  a: {run: [x], wrong: {deep: 1}}\n", partial: true)
        let unread = loaded.accounts.filter { $0.fate == .unread }
        #expect(unread.compactMap(\.text) == ["wrong", "deep", "1"])
        #expect(unread.first?.location.description == "assay.yaml:2:17")
    }

    @Test("`over` stands where a criterion is of a stretch of time, and nowhere else")
    func window() throws {
        let text = """
            performance_gate:
              over: 1m
              criteria:
                throughput: {burst_capacity: ">= 15000", over: 10s}
                resource_utilization: {cpu_usage: "< 70%"}
                scalability: {horizontal_scaling: verified, scaling_ratio: ">= 1.5"}
            """
        let loaded = load(text, partial: true)
        #expect(loaded.diagnostics == [])
        let criteria = try #require(loaded.project?.gates.first?.criteria)
        let windows = Dictionary(criteria.map { ($0.path, $0.qualifiers.over) }) { first, _ in first }
        #expect(windows["throughput.burst_capacity"] == .seconds(10))
        #expect(windows["resource_utilization.cpu_usage"] == .seconds(60))
        #expect(criteria.last?.parameters == ["scaling_ratio": ">= 1.5"])
        let misplaced = load("coverage_gate: {over: 1m, criteria: {overall: {threshold: '80%'}}}", partial: true)
        #expect(misplaced.lines(.error).count == 1)
        #expect(
            load("performance_gate: {criteria: {scalability: {auto_scaling_time: 60s, over: 1m}}}", partial: true)
                .lines(.error).count == 1
        )
        #expect(
            load(
                "performance_gate: {criteria: {scalability: {horizontal_scaling: verified, scaling_ratio: 2s}}}",
                partial: true
            ).lines(.error).count == 1
        )
    }
}
