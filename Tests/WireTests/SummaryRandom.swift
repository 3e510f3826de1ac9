import Core
import Criteria
import Scanning
import TestSupport
import Wire

/// Evidence by chance: the same seed, the same evidence.
struct SummaryRandom {
    fileprivate var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func below(_ count: Int) -> Int { random.below(count) }

    mutating func chance() -> Bool { random.chance(50) }

    private mutating func real() -> Double { Double(bitPattern: random.next() & 0xBFEF_FFFF_FFFF_FFFF) }

    mutating func text() -> String {
        let pieces = [
            "a", "\"", "\\", "\n", "\u{0}", "\u{1B}[0m", "é", "🎉", "\u{301}", "</x>", " ", "/", "\u{2028}", "{", ",",
        ]
        return (0..<below(9)).map { _ in pieces[below(pieces.count)] }.joined()
    }

    mutating func maybe<Value>(_ value: (inout SummaryRandom) -> Value) -> Value? {
        chance() ? value(&self) : nil
    }

    mutating func many<Value>(_ value: (inout SummaryRandom) -> Value) -> [Value] {
        (0..<below(4)).map { _ in value(&self) }
    }

    mutating func labels() -> Labels {
        Dictionary(many { ($0.text(), $0.text()) }) { first, _ in first }
    }

    mutating func one<Value: CaseIterable>(of: Value.Type) -> Value where Value.AllCases == [Value] {
        Value.allCases[below(Value.allCases.count)]
    }

    mutating func summary() -> RunSummary {
        RunSummary(
            reports: many { $0.report() },
            seconds: real(),
            interrupted: chance(),
            coverage: maybe { random in
                CoverageSummary(
                    totals: CoverageTotals(lines: random.fraction(), statements: random.fraction()),
                    files: random.many { $0.row() },
                    components: random.many { $0.row() }
                )
            }
        )
    }

    private mutating func row() -> CoverageSummary.Row {
        CoverageSummary.Row(name: text(), lines: fraction(), branches: fraction(), missed: text())
    }

    private mutating func report() -> Report {
        var report = Report(path: text(), format: text(), bytes: below(1 << 40), modified: maybe { $0.real() })
        report.tool = maybe { $0.text() }
        report.step = maybe { $0.text() }
        report.labels = labels()
        report.messages = many {
            ReportMessage(
                .warning,
                $0.text(),
                line: $0.maybe { $0.below(99) },
                offset: $0.maybe { $0.below(99) },
                weight: $0.weight()
            )
        }
        report.tests = maybe { $0.tests() }
        report.coverage = maybe { random in
            CoverageResults(
                files: random.many { $0.file() },
                declared: CoverageTotals(branches: random.fraction(), functions: random.fraction()),
                roots: random.many { $0.text() }
            )
        }
        report.findings = maybe { $0.findings() }
        report.packages = maybe { $0.packages() }
        report.accessibility = maybe { $0.accessibility() }
        report.contracts = maybe { $0.contracts() }
        report.performance = many { $0.series() }
        report.measurements = many { $0.measurement() }
        report.attestations = many { $0.attestation() }
        return report
    }

    private mutating func weight() -> ReportMessage.Weight {
        switch below(3) {
        case 0: .none
        case 1: .contradictory
        default:
            .incomplete(
                ReportMessage.Part(
                    category: maybe { $0.one(of: ScanCategory.self) },
                    tool: maybe { $0.text() },
                    files: many { $0.text() }
                )
            )
        }
    }

    /// What an envelope says is read out of its payload, so that the two agree.
    private mutating func attestation() -> Attestation {
        let statement = Statement(
            criterion: word(),
            labels: maybe { ["category": $0.word()] } ?? [:],
            text: word(),
            signer: word(),
            role: maybe { $0.word() },
            subjects: [Statement.Subject(name: word(), digests: ["sha1": String(repeating: "a", count: 40)])],
            evidence: many { $0.word() },
            issued: Double(below(1_000_000)),
            expires: Double(1_000_000 + below(1_000_000))
        )
        let envelope = Envelope(
            payload: AttestationJSON.json(statement).serialized(),
            signatures: many { random in
                Envelope.Signature(
                    keyID: random.maybe { $0.word() },
                    bytes: (0..<random.below(70)).map(UInt8.init(truncatingIfNeeded:))
                )
            }
        )
        return Attestation(statement: statement, envelope: envelope)
    }

    private mutating func word() -> String { "w\(below(1_000))" }

    private mutating func fraction() -> Fraction? { maybe { Fraction(covered: $0.below(50), total: $0.below(99)) } }

    private mutating func tests() -> TestResults {
        TestResults(
            tally: TestTally(
                passed: below(99),
                failed: below(9),
                errors: below(9),
                skipped: below(9),
                flaky: below(9),
                duration: real()
            ),
            cases: many { random in
                TestCase(
                    suite: random.maybe { $0.text() },
                    className: random.maybe { $0.text() },
                    name: random.text(),
                    file: random.maybe { $0.text() },
                    line: random.maybe { $0.below(999) },
                    status: random.one(of: TestCase.Status.self),
                    flaky: random.chance(),
                    seconds: random.maybe { $0.real() },
                    message: random.maybe { $0.text() },
                    properties: random.labels(),
                    output: random.maybe { $0.text() },
                    attachments: random.chance() ? [random.text(), random.text()] : []
                )
            },
            passed: many { $0.random.next() }
        )
    }

    private mutating func file() -> FileCoverage {
        var line: UInt32 = 0
        let lines = (0..<below(40)).map { _ in
            line += UInt32(below(3)) + 1
            let branches = UInt16(chance() ? 0 : below(4))
            let isCovered = chance()
            return LineCoverage(
                line: line,
                isCovered: isCovered,
                branches: branches,
                branchesCovered: isCovered ? branches / 2 : 0
            )
        }
        return FileCoverage(
            path: text(),
            lines: FileLines(lines),
            functions: fraction(),
            statements: fraction(),
            instructions: fraction()
        )
    }

    private mutating func findings() -> FindingResults {
        FindingResults(
            findings: many { random in
                Finding(
                    tool: random.text(),
                    rule: random.text(),
                    severity: random.one(of: Finding.Severity.self),
                    level: random.one(of: Finding.Level.self),
                    message: random.text(),
                    file: random.maybe { $0.text() },
                    line: random.maybe { $0.below(99) },
                    column: random.maybe { $0.below(99) },
                    cwe: random.many { $0.below(999) },
                    tags: random.many { $0.text() },
                    suppressed: random.chance(),
                    aliases: random.many { $0.text() },
                    package: random.maybe { random in
                        Finding.Package(
                            name: random.text(),
                            version: random.maybe { $0.text() },
                            url: random.maybe { $0.text() }
                        )
                    },
                    fingerprint: random.maybe { $0.text() }
                )
            },
            scans: many { random in
                Scan(
                    tool: random.text(),
                    version: random.maybe { $0.text() },
                    filesExamined: random.maybe { $0.below(99) },
                    files: random.many { $0.text() },
                    packagesExamined: random.maybe { $0.below(99) },
                    databaseBuilt: random.maybe { $0.real() },
                    rules: random.many {
                        Scan.Rule(id: $0.text(), cwe: $0.many { $0.below(99) }, tags: $0.many { $0.text() })
                    },
                    successful: random.maybe { $0.chance() }
                )
            }
        )
    }

    private mutating func series() -> LoadResult {
        let aggregates: [Aggregate] = [.p50, .p999, .average, .maximum, .minimum, .median, .percentile(87.25)]
        return LoadResult(
            labels: labels(),
            requests: maybe { $0.below(9999) },
            failed: maybe { $0.below(99) },
            latency: Dictionary(many { (aggregates[$0.below(aggregates.count)], $0.real()) }) { first, _ in first },
            histogram: histogram(),
            requestRate: maybe { $0.real() },
            droppedIterations: maybe { $0.below(9) },
            duration: maybe { $0.real() },
            shortfalls: many { $0.text() },
            thresholds: Dictionary(many { ($0.text(), $0.chance()) }) { first, _ in first }
        )
    }

    private mutating func histogram() -> Histogram? {
        let bounds = (0..<below(5)).map { Double($0) + 0.5 }
        var count = 0
        let counts = bounds.map { _ in
            count += below(9)
            return count
        }
        return Histogram(bounds: bounds, cumulative: counts, total: count + below(3))
    }

    private mutating func measurement() -> Measurement {
        Measurement(
            metric: MetricID(text()),
            value: real(),
            dimension: one(of: Dimension.self),
            labels: labels(),
            samples: below(9999),
            provenance: many {
                Provenance(
                    file: $0.text(),
                    format: $0.text(),
                    tool: $0.maybe { $0.text() },
                    step: $0.maybe { $0.text() }
                )
            },
            offenders: many {
                Offender(
                    name: $0.text(),
                    file: $0.maybe { $0.text() },
                    line: $0.maybe { $0.below(9) },
                    detail: $0.maybe { $0.text() },
                    owner: $0.maybe { $0.text() }
                )
            },
            notes: many { $0.text() },
            doubt: maybe { $0.text() }
        )
    }
}
