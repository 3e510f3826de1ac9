import Core
import Criteria

extension ExportSample {
    static func gates(_ name: String) -> [GateVerdict] {
        [
            GateVerdict(gate: .coverage, blocking: true, criteria: [overall(name), critical, lintLike]),
            GateVerdict(gate: .performance, blocking: true, criteria: [latency(name)]),
            GateVerdict(gate: .e2e, blocking: true, criteria: [matrix]),
            GateVerdict(gate: .security, blocking: false, criteria: [secrets]),
            GateVerdict(gate: .codeQuality, blocking: true, criteria: [lint]),
        ]
    }

    private static func criterion(_ path: String, _ metric: MetricID, _ written: String, line: Int) -> Criterion {
        Criterion(
            path: path,
            metric: metric,
            written: written,
            expression: nil,
            location: SourceLocation(file: "assay.yaml", line: line, column: 18)
        )
    }

    private static func measured(
        _ metric: MetricID,
        _ value: Double,
        _ dimension: Dimension,
        samples: Int,
        _ file: String,
        _ format: String,
        step: String? = nil,
        offenders: [Offender] = []
    ) -> Measurement {
        Measurement(
            metric: metric,
            value: value,
            dimension: dimension,
            samples: samples,
            provenance: [Provenance(file: file, format: format, step: step, modified: 1_795_359_880)],
            offenders: offenders
        )
    }

    private static func overall(_ name: String) -> CriterionVerdict {
        let offenders = [
            Offender(name: name, file: "services/classifier/intent.py", line: 8, detail: "69.68 % of 310 lines"),
            Offender(
                name: "services/gateway/src/auth.js",
                file: "services/gateway/src/auth.js",
                line: 40,
                detail: "66.67 % of 96 lines"
            ),
            Offender(name: "route", file: "services/gateway/src/router.js", line: 140, detail: "29 lines missed"),
        ]
        return CriterionVerdict(
            criterion: criterion("overall.threshold", "coverage.lines", ">= 80%", line: 61),
            cells: [
                CellVerdict(
                    labels: [:],
                    judgement: .fail(
                        Proof(
                            measured(
                                "coverage.lines",
                                540.0 / 724.0,
                                .ratio,
                                samples: 724,
                                "out/gateway/lcov.info",
                                "lcov",
                                step: "gateway-unit",
                                offenders: offenders
                            )
                        )
                    )
                )
            ],
            remedy: "test the lines listed; reproduce with `assay run --only gateway-unit`"
        )
    }

    private static var critical: CriterionVerdict {
        var path = criterion("critical_paths.threshold", "coverage.lines", "100%", line: 66)
        path.cells = [["path": "authentication flow"], ["path": "prompt generation"]]
        return CriterionVerdict(
            criterion: path,
            cells: [
                CellVerdict(
                    labels: ["path": "authentication flow"],
                    judgement: .fail(
                        Proof(
                            measured(
                                "coverage.lines",
                                64.0 / 96.0,
                                .ratio,
                                samples: 96,
                                "out/gateway/lcov.info",
                                "lcov"
                            )
                        )
                    )
                ),
                CellVerdict(
                    labels: ["path": "prompt generation"],
                    judgement: .error(reason: "its globs `services/generator/**` match no file of the project")
                ),
            ],
            remedy: "test the lines listed: they carry a critical path"
        )
    }

    private static var lintLike: CriterionVerdict {
        CriterionVerdict(
            criterion: criterion("new_code.threshold", "coverage.new_lines", ">= 90%", line: 70),
            cells: [CellVerdict(labels: [:], judgement: .notApplicable(reason: "the change has no coverable line"))]
        )
    }

    private static func latency(_ name: String) -> CriterionVerdict {
        CriterionVerdict(
            criterion: criterion("response_times.api_gateway.p95", "latency", "p95 < 200ms", line: 92),
            cells: [
                CellVerdict(
                    labels: ["service": "api_gateway"],
                    judgement: .fail(
                        Proof(
                            measured(
                                "latency",
                                0.2374,
                                .duration,
                                samples: 14_820,
                                "out/k6/summary.json",
                                "k6-summary",
                                step: "k6-load",
                                offenders: [Offender(name: "POST /v1/prompts", detail: "p95 412 ms, \(name)")]
                            )
                        )
                    )
                )
            ],
            remedy:
                "profile the service: look for slow handlers, locks and retries; reproduce with `assay run --only k6-load`"
        )
    }

    private static var matrix: CriterionVerdict {
        let cells = ["chrome", "firefox", "webkit"].map { browser in
            CellVerdict(
                labels: ["browser": browser, "os": "linux"],
                judgement: browser == "chrome"
                    ? .inconclusive(
                        reason: "1 samples, and 20 are needed",
                        measured: [measured("tests.pass_rate", 1, .ratio, samples: 1, "out/api/junit.xml", "junit")]
                    )
                    : .notEvaluated(
                        reason: "nothing measured it; it is measured by a test report with the property `browser`"
                    )
            )
        }
        return CriterionVerdict(
            criterion: criterion("validation_matrix", "tests.pass_rate", "100% pass", line: 80),
            cells: cells,
            remedy: "have a step write a test report with the property `browser`, and name the file in its `reports:`"
        )
    }

    private static var secrets: CriterionVerdict {
        CriterionVerdict(
            criterion: criterion("code_security.injection_vulnerabilities", "findings.injection", "0", line: 101),
            cells: [
                CellVerdict(
                    labels: [:],
                    judgement: .fail(
                        Proof(
                            measured(
                                "findings.injection",
                                1,
                                .count,
                                samples: 14,
                                "out/bandit.sarif",
                                "sarif",
                                offenders: [
                                    Offender(
                                        name: "B608",
                                        file: "services/selector/store.py",
                                        line: 57,
                                        detail: "CWE-89"
                                    )
                                ]
                            )
                        )
                    )
                )
            ],
            remedy: "pass untrusted input as data at the places listed"
        )
    }

    private static var lint: CriterionVerdict {
        CriterionVerdict(
            criterion: criterion("linting.pass_rate", "lint.pass_rate", "100%", line: 50),
            cells: [
                CellVerdict(
                    labels: [:],
                    judgement: .pass(
                        Proof(measured("lint.pass_rate", 1, .ratio, samples: 41, "out/eslint.sarif", "sarif"))
                    )
                )
            ]
        )
    }
}
