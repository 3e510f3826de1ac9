import Configuration
import Core
import Testing

/// A mistake, and the one error that it must give, as `line:column message [suggestion]`.
struct Mistake: Sendable, CustomTestStringConvertible {
    var yaml: String
    var error: String

    init(_ yaml: String, _ error: String) {
        self.yaml = yaml
        self.error = error
    }

    var testDescription: String { error }
}

@Suite("a mistake in the file")
struct ErrorTests {
    @Test("is reported where it stands, with what was meant", arguments: Self.values + Self.phrases)
    func value(_ mistake: Mistake) {
        let loaded = load(mistake.yaml, partial: true)
        #expect(loaded.lines(.error) == [mistake.error])
        #expect(loaded.project == nil)
        #expect(loaded.errors.allSatisfy { $0.sourceLine != nil })
    }

    static let values: [Mistake] = [
        Mistake("steps:\n  a:\n    run: [x]\n    tiemout: 5m\n", "4:5 unknown key 'tiemout' [timeout]"),
        Mistake("piplines:\n  stages: []\n", "1:1 unknown key 'piplines' [pipeline]"),
        Mistake(
            "security_gate:\n  criteria:\n    injection_vulnerabilities: 0\n",
            "3:5 unknown key 'injection_vulnerabilities'; 'injection_vulnerabilities' stands below 'code_security'"
        ),
        Mistake("coverage-gate:\n  criteria: {}\n", "1:1 unknown key 'coverage-gate' [coverage_gate]"),
        Mistake(
            "steps:\n  a: {run: [x], timeout: 5}\n",
            "2:26 '5' is a count, 'timeout' is a duration and needs a unit [5s]"
        ),
        Mistake("steps:\n  a: {run: [x], timeout: 5 parsecs}\n", "2:28 unknown unit \"parsecs\""),
        Mistake("steps:\n  a: {run: [x], timeout: 0s}\n", "2:26 'timeout' must be more than 0"),
        Mistake("steps:\n  a: {run: [x], always: yes}\n", "2:25 'always' must be true or false, not 'yes' [true]"),
        Mistake("steps:\n  a: {run: [x], always: 'no'}\n", "2:25 'always' must be true or false, not 'no' [false]"),
        Mistake(
            "steps:\n  a: {run: [x], kind: intergration}\n",
            "2:23 'intergration' is no kind; one of: unit, integration, e2e, performance, security, quality [integration]"
        ),
        Mistake(
            "steps:\n  a: {run: [x], retries: 010}\n",
            "2:26 'retries' must be a whole number from 0 to 100, not '010'"
        ),
        Mistake("steps:\n  a: {kind: unit}\n", "2:6 'a' needs 'run' or 'preset'"),
        Mistake("steps:\n  a: {run: []}\n", "2:12 'run' has no command, found a list"),
        Mistake("steps:\n  a: {run: ['', x]}\n", "2:13 an argument of a command is empty, found a text"),
        Mistake("steps:\n  a:\n    run:\n", "3:9 'run' has no command, found nothing"),
        Mistake("steps:\n  a: {run: {x: y}}\n", "2:12 'run' must be a list of arguments or a text, found a mapping"),
        Mistake(
            "steps:\n  a: {run: [x], reports: /tmp/*.xml}\n",
            "2:26 '/tmp/*.xml' is absolute; write it relative to the project's root"
        ),
        Mistake(
            "steps:\n  a: {run: [x], reports: {path: a, metric: resource_utilization.cpu}}\n",
            "2:44 'resource_utilization.cpu' is no metric of the catalogue; `assay list criteria` lists them"
                + " [resource_utilization.cpu_usage]"
        ),
        Mistake(
            "steps:\n  a: {run: [x], reports: {path: a, metric: resource_utilization.cpu_usage, unit: ms}}\n",
            "2:82 'ms' is a unit of a duration, and resource_utilization.cpu_usage is a ratio"
        ),
        Mistake(
            "steps:\n  a: {run: [x], reports: {path: a, metric: coverage.lines, unit: pounds}}\n",
            "2:66 'pounds' is no unit"
        ),
        Mistake(
            "steps:\n  a: {run: [x], reports: {path: a, unit: ms}}\n",
            "2:42 'unit' needs 'metric': it is the unit of that metric's values"
        ),
        Mistake(
            "steps:\n  a: {run: [x], directory: a/../../b}\n",
            "2:28 'a/../../b' leaves the project; '..' is not allowed"
        ),
        Mistake("steps:\n  a: {run: [x], env: {A-B: 1}}\n", "2:23 'A-B' cannot be the name of a variable"),
        Mistake(
            "steps:\n  a: {run: [x], env: {A: }}\n",
            "2:26 'A' has no value; write \"\" for an empty text, found nothing"
        ),
        Mistake(
            "steps:\n  final-approval: {run: ['true']}\n",
            "2:3 step 'final-approval' is built in; give yours another name"
        ),
        Mistake("pipeline:\n  stages: []\n", "2:11 'stages' is empty"),
        Mistake("pipeline:\n  stages:\n    - steps: [x]\n", "3:7 'stages' needs 'name'"),
        Mistake(
            "pipeline:\n  stages:\n    - {name: a, steps: [x]}\n    - {name: a, steps: [y]}\n",
            "4:14 stage 'a' is written twice; first at assay.yaml:3:14"
        ),
        Mistake(
            "pipeline:\n  stages:\n    - {name: a, steps: [x]}\n    - {name: b, steps: [x]}\n",
            "4:25 step 'x' stands in stage 'a' too; a step runs once"
        ),
        Mistake(
            "pipeline:\n  stages:\n    - {name: a, steps: [x], needs: [ALL, b]}\n",
            "3:37 'ALL' stands alone: it is every other stage"
        ),
        Mistake(
            "pipeline:\n  stages:\n    - name: a\n      steps: [x]\n      if: ci\n      conditional: ci\n",
            "6:7 'conditional' is written twice; first at line 5"
        ),
        Mistake("parallel_execution:\n  unit_test: {max_workers: 2}\n", "2:3 unknown key 'unit_test' [unit_tests]"),
        Mistake(
            "environments:\n  a: {resources: {memory: 4 cores}}\n",
            "2:27 '4 cores' is a number of cores, 'memory' must be an amount of bytes"
        ),
        Mistake(
            "security_gate: {}\n",
            "1:1 'security_gate' has no criteria; a gate that measures nothing must not pass"
        ),
        Mistake(
            "e2e_gate:\n  criteria:\n    critical_user_journeys: {pass_rate: 100%, journeys: []}\n",
            "3:47 'journeys' is empty"
        ),
        Mistake(
            "code_quality_gate:\n  criteria:\n    linting: {severity_threshold: error}\n    duplication: {threshold: 3%}\n",
            "3:15 'severity_threshold' belongs to a criterion that is not written beside it"
        ),
        Mistake("steps:\n  a: {run: !shell x}\n", "2:12 tags such as '!shell' are not supported"),
    ]

    static let phrases: [Mistake] = [
        Mistake(
            "coverage_gate:\n  criteria:\n    overall: {threshold: \">= 80 msec\"}\n",
            "3:33 unknown unit \"msec\" [ms]"
        ),
        Mistake(
            "code_quality_gate:\n  criteria:\n    duplication:\n      threshold: < 3 s\n",
            "4:20 \"3 s\" is a duration and \"duplication.lines\" is a ratio"
        ),
        Mistake(
            "integration_gate:\n  criteria:\n    api_contracts:\n      backwards_compatibility: 'maintaned'\n",
            "4:33 \"maintaned\" is no comparison, quantity or word [maintained]"
        ),
        Mistake(
            "pipeline:\n  stages:\n    - name: a\n      steps: [x]\n      conditional: brnch == 'main'\n",
            "5:20 unknown name \"brnch\" [branch]"
        ),
        Mistake(
            "metrics_dashboard:\n  alerts:\n    - {name: a, condition: \"coverage < 5 s\"}\n",
            "3:40 \"5 s\" is a duration and \"coverage\" is a ratio"
        ),
        Mistake(
            "deployment_gates:\n  p:\n    rollback_triggers:\n      - error_rate: \"> 5 s\"\n",
            "4:24 \"5 s\" is a duration and \"error_rate\" is a ratio"
        ),
        Mistake(
            "deployment_gates:\n  p:\n    required_gates: [all_unit_test_pass]\n",
            "3:22 no required gate is called 'all_unit_test_pass'; a name of your own says what it asks: "
                + "`all_unit_test_pass: [coverage_gate]` [all_unit_tests_pass]"
        ),
        Mistake(
            "escalation_matrix:\n  unit_tests_failure: {severity: low}\n",
            "2:3 no failure is called 'unit_tests_failure'; a name of your own needs `when` [unit_test_failure]"
        ),
        Mistake(
            "effectiveness_metrics:\n  test_efficiency:\n    - flaky_test_rte: \"< 1%\"\n",
            "3:7 unknown key 'flaky_test_rte' [flaky_test_rate]"
        ),
        Mistake(
            "escalation_matrix:\n  e2e_test_failure: {severity: low, sla: imediate}\n",
            "2:42 'imediate' is no sla [immediate]"
        ),
        Mistake(
            "test_data_orchestration:\n  strategies:\n    unit_tests: {approach: synthetic_generation, volume: many}\n",
            "3:58 'volume' must be a number of records such as 10M_records, not 'many'"
        ),
    ]
}
