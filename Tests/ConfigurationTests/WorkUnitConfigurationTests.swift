import Configuration
import Core
import Testing

@Suite("What makes several work units of a step, as it is written")
struct WorkUnitConfigurationTests {
    @Test("every key becomes the value that it says")
    func values() throws {
        let text = """
            steps:
              one: {run: [x]}
              two:
                run: [pytest, "{tests}", "--junitxml={unit}.xml"]
                depends_on: one
                matrix:
                  browser: [chrome, firefox]
                  version: [120, "121"]
                  include: [{browser: safari, version: 17}]
                  exclude: [{browser: firefox, version: 120}]
                tests: {files: "t/**", pairs: [{from: a, to: b, tests: "t/ab/*"}], features: {pay: [t/pay/**]}}
                strategy: by_service_pair
                shards: auto
                reports: "{unit}.xml"
                retries:
                  count: 3
                  delay: 1s
                  backoff: exponential
                  when: [test_failure, infrastructure, exit 75, {pattern: ECONNRESET}]
                  flaky: fail
              three: {run: 'go test "$@"', tests: {list: [go, list]}, shards: 4, needs: [one, two]}
            """
        let loaded = load(text, partial: true)
        #expect(loaded.lines(.error) == [])
        let steps = try #require(loaded.project?.pipeline.steps)
        let two = try #require(steps["two"])
        #expect(two.dependencies == ["one"])
        #expect(
            two.matrix
                == Matrix(
                    axes: [
                        .init(name: "browser", values: ["chrome", "firefox"]),
                        .init(name: "version", values: ["120", "121"]),
                    ],
                    include: [["browser": "safari", "version": "17"]],
                    exclude: [["browser": "firefox", "version": "120"]]
                )
        )
        var tests = StepTests(source: .files(["t/**"]))
        tests.pairs = [StepTests.Pair(from: "a", to: "b", tests: ["t/ab/*"])]
        tests.features = [StepTests.Feature(name: "pay", tests: ["t/pay/**"])]
        (tests.strategy, tests.shards) = (.byServicePair, .auto)
        #expect(two.tests == tests)
        var retries = Retries(count: 3, delay: .seconds(1))
        retries.backoff = .exponential
        retries.when = [.category(.testFailure), .place, .exit(75), .pattern("ECONNRESET")]
        #expect(two.retries == retries && two.flakyResult == .fail)
        let three = try #require(steps["three"])
        #expect(three.tests?.source == .list(.arguments(["go", "list"])))
        #expect(three.tests?.shards == .exactly(4) && three.dependencies == ["one", "two"])
    }

    @Test(
        "mistakes are told with what to do",
        arguments: [
            ("run: [x], depends_on: [ALL]", "a step names steps; 'ALL' is for stages"),
            ("run: [x], depends_on: [b, b]", "'b' is listed twice"),
            ("run: ['{matrix.os}']", "{matrix.os} needs a 'matrix' in the step"),
            ("run: ['{matrix.oss}'], matrix: {os: [a]}", "the matrix of the step has no axis 'oss'"),
            ("run: [x], matrix: {os: []}", "'os' has no values"),
            ("run: [x], matrix: {os: [a, a]}", "'a' is listed twice"),
            ("run: [x], matrix: {os: [a], exclude: [{arch: x}]}", "the matrix has no axis 'arch'"),
            ("run: [x], shards: 2", "there is nothing to cut"),
            ("run: [x, '{tests}'], tests: t/*, shards: 0", "'shards' must be a whole number from 1 to 1000, or auto"),
            ("run: [x], tests: t/*", "the command never gets the tests of the step: write {tests} as an argument"),
            ("run: make test, tests: t/*", "the command never gets the tests of the step: write \"$@\""),
            ("run: 'x {tests}', tests: t/*", "in a script the tests are \"$@\""),
            ("run: [x, '{tests}']", "{tests} needs 'tests' in the step"),
            ("run: [x, 'a{tests}', '{tests}'], tests: t/*", "{tests} becomes several arguments and stands alone"),
            ("run: [x, '{tests}'], tests: {pairs: []}", "'tests' needs 'files' or 'list', and not both"),
            (
                "run: [x], retries: {count: 1, when: [tset_failure]}",
                "'tset_failure' is no failure that can be told apart"
            ),
            ("run: [x], flaky_result: fail, retries: {count: 1, flaky: fail}", "write one"),
        ]
    )
    func mistakes(step: String, message: String) {
        let errors = load("steps:\n  b: {run: [x]}\n  a: {\(step)}\n", partial: true).lines(.error)
        #expect(errors.contains { $0.contains(message) }, "\(errors)")
    }
}
