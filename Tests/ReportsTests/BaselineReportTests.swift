import Core
import Criteria
import Reports
import Scanning
import Testing
import Wire

@Suite("Baselines in reports")
struct BaselineReportTests {
    private static let seed = BaselineSeed(by: "ada\u{1B}[31m", at: 1_795_359_880)
    private static let use = BaselineUse(
        value: 0.8125,
        dimension: .ratio,
        origin: "the merge base's run",
        runs: [
            BaselineRun(id: "r1", branch: "main", commit: "4f1c2a9e01aa", started: 1_795_359_880, seed: seed),
            BaselineRun(id: "r2", started: 1_795_359_000),
        ],
        leftOut: ["run r0: it failed"],
        notes: ["without 3 lines that the change removes; with them 82%"]
    )

    private var summary: RunSummary {
        var condition: [Criteria.Expression] = []
        if let parsed = try? Expression.parse(
            "coverage.lines > 10% && x < 5",
            names: Catalogue.metricNames,
            as: .boolean
        ) {
            condition = [parsed]
        }
        let criterion = Criterion(
            path: "overall.trend",
            metric: "coverage.lines",
            written: "not_decreasing",
            expression: nil,
            qualifiers: Qualifiers(
                baseline: BaselineChoice(branch: "main", runs: .medianOf(3)),
                onMissing: .fail,
                require: condition
            )
        )
        var measurement = Measurement(
            metric: "coverage.lines",
            value: 0.75,
            dimension: .ratio,
            samples: 400,
            provenance: [Provenance(file: "cov.xml", format: "cobertura")]
        )
        measurement.baselines = [Self.use]
        let judgements: [Judgement] = [
            .fail(Proof(measurement)), .noBaseline(reason: "no baseline yet", measured: [measurement]),
            .missed(reason: "nothing measured it"), .inconclusive(reason: "few", measured: []),
        ]
        let cells = judgements.enumerated().map { CellVerdict(labels: ["n": "\($0.offset)"], judgement: $0.element) }
        let verdict = CriterionVerdict(criterion: criterion, cells: cells)
        let step = StepRecord(
            name: "load",
            stage: "s",
            kind: .performance,
            outcome: .passed(tries: 1),
            underProvisioned: "2 of 4 cores"
        )
        return RunSummary(
            steps: [step],
            verdict: RunVerdict(
                gates: [GateVerdict(gate: .coverage, blocking: true, criteria: [verdict])],
                problems: []
            ),
            seed: Self.seed
        )
    }

    @Test("a verdict with its baselines, its qualifiers and its seed comes back from a summary as it was")
    func codec() throws {
        #expect(try SummaryCodec.decode(SummaryCodec.encode(summary)) == summary)
    }

    @Test("text, Markdown and HTML say the earlier value, its origin, its runs, and what was left out")
    func words() {
        let options = ReportOptions(width: 400)
        var forms: [String] = []
        TextReport.write(summary, options: options) { forms.append(String(decoding: $0, as: UTF8.self)) }
        MarkdownReport.write(summary, options: options) { forms.append(String(decoding: $0, as: UTF8.self)) }
        forms.append(String(decoding: ReportForm.html.bytes(summary, options: options), as: UTF8.self))
        for form in forms {
            let plain = form.replacing("\\", with: "").replacing("&#39;", with: "'").replacing("&#x27;", with: "'")
            for words in [
                "baseline 81.25%, the merge base's run: run r1 of main at 4f1c2a9e01, 2026-11-22",
                "made a baseline by ada", "left out: run r0: it failed", "without 3 lines that the change removes",
                "what lacks a baseline here stays inconclusive",
            ] { #expect(plain.contains(words), "\(words) in\n\(plain)") }
            #expect(!form.contains("\u{1B}[31m"))
        }
    }

    @Test("the JSON report holds the baseline and the seed as members")
    func json() throws {
        var bytes: [UInt8] = []
        JSONReport.write(summary) { bytes += $0 }
        let text = String(decoding: bytes, as: UTF8.self)
        let document = try JSON(parsing: bytes)
        let cell = document["gates"]?[0]?["criteria"]?[0]?["cells"]?[0]
        let baseline = cell?["measurements"]?[0]?["baselines"]?[0]
        #expect(baseline?["value"]?.double == 0.8125, "\(text)")
        #expect(baseline?["runs"]?[0]?["id"]?.string == "r1")
        #expect(baseline?["left_out"]?[0]?.string == "run r0: it failed")
        #expect(document["seed"]?["at"]?.double == 1_795_359_880)
    }
}
