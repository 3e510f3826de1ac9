import Core
import Criteria
import Reports
import Testing

@Suite("Cells as a grid")
struct ExportGridTests {
    /// A run whose validation matrix has one cell for each entry: from, to, scenario, verdict.
    private func summary(
        _ cells: [(String, String, String, Verdict)],
        offender: Offender? = nil
    ) throws -> RunSummary {
        let listed: [Labels] = cells.map { ["from": $0.0, "to": $0.1, "scenario": $0.2] }
        let definition = try #require(Catalogue.definition(of: .integration, path: "validation_matrix"))
        let criterion = try Catalogue.criterion(definition, path: "validation_matrix", written: nil, matrix: listed)
        let source = Provenance(file: "junit.xml", format: "junit")
        let verdicts = zip(listed, cells).map { labels, cell in
            let value = Measurement(
                metric: criterion.metric,
                value: cell.3 == .pass ? 1 : 0,
                dimension: .ratio,
                labels: labels,
                samples: 1,
                provenance: [source],
                offenders: offender.map { [$0] } ?? []
            )
            let judgement: Judgement =
                switch cell.3 {
                case .pass: .pass(Proof(value))
                case .fail: .fail(Proof(value))
                default: .notEvaluated(reason: "no test")
                }
            return CellVerdict(labels: labels, judgement: judgement)
        }
        var summary = RunSummary(reports: [])
        let gate = GateVerdict(
            gate: .integration,
            blocking: true,
            criteria: [CriterionVerdict(criterion: criterion, cells: verdicts)]
        )
        summary.verdict = RunVerdict(gates: [gate], problems: [])
        return summary
    }

    private func text(_ summary: RunSummary, width: Int = 100) -> [String] {
        var bytes: [UInt8] = []
        TextReport.write(summary, options: ReportOptions(width: width)) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func page(_ summary: RunSummary) -> String {
        var bytes: [UInt8] = []
        HTMLReport.write(summary) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private let cells: [(String, String, String, Verdict)] = [
        ("api", "auth", "happy", .pass), ("api", "auth", "timeout", .fail), ("api", "mail", "timeout", .notEvaluated),
    ]

    @Test("text shows one row for each pair and one column for each scenario; a cell that is not asked for is a dash")
    func textGrid() throws {
        let lines = text(try summary(cells))
        let head = try #require(lines.firstIndex { $0 == "        from → to   happy  timeout" })
        #expect(lines[head + 1] == "        api → auth  pass   fail")
        #expect(lines[head + 2] == "        api → mail  –      not evaluated")
    }

    @Test("a page that is too narrow for the grid goes without it, and still lists the cells")
    func narrow() throws {
        let long = cells + [("api", "mail", "a scenario with a long name", .fail)]
        let lines = text(try summary(long), width: 40)
        #expect(!lines.contains { $0.contains("from → to") })
        #expect(lines.contains { $0.contains("[from=api") })
    }

    @Test("HTML shows the validation matrix before the gates")
    func firstScreen() throws {
        let page = page(try summary(cells))
        let grid = try #require(page.firstRange(of: "<table class=\"grid\">"))
        let gates = try #require(page.firstRange(of: "<section id=\"gates\""))
        #expect(grid.lowerBound < gates.lowerBound)
        #expect(page.contains("<th scope=\"row\">api → auth</th>"))
    }

    @Test("a matrix of more columns than anyone reads is a list only")
    func large() throws {
        let wide = (0..<13).map { ("a", "b", "s\($0)", Verdict.fail) }
        #expect(!text(try summary(wide), width: 400).contains { $0.contains("from → to") })
        #expect(!page(try summary(wide)).contains("<table class=\"grid\">"))
    }

    @Test("a culprit that several cells name is told once")
    func culprits() throws {
        let failing = cells.map { ($0.0, $0.1, $0.2, Verdict.fail) }
        let page = page(try summary(failing, offender: Offender(name: "checkout of a full cart", detail: "timeout")))
        #expect(page.split(separator: "checkout of a full cart").count == 2)
    }

    @Test("hostile names stay text")
    func hostile() throws {
        let page = page(try summary([("<script>", "\u{1B}[31m", "a\nb", .fail)]))
        // The page's own script is the only one.
        #expect(page.split(separator: "<script>").count == 2)
        #expect(!page.contains("\u{1B}"))
    }
}
