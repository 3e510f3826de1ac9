import Core
import Criteria
import Reports
import Scanning
import Testing
import Wire

/// Green that rests on a person's word is shown as that, in every report.
@Suite("Statements and waivers in reports")
struct ExportTrustTests {
    private func criterion(_ path: String, _ written: String) -> Criterion {
        Criterion(path: path, metric: MetricID(path), written: written, expression: nil)
    }

    private func summary() throws -> RunSummary {
        let statement = AttestedStatement(
            file: "audits/gdpr.json",
            key: "ada-2026",
            signer: "Ada <Example>",
            role: "data protection officer",
            text: "The impact assessment is complete.",
            evidence: ["https://example.org/dpia"],
            issued: 1_780_000_000,
            expires: 1_790_000_000
        )
        let waiver = Waiver(
            path: "vulnerability_scan.high",
            labels: ["component": "web"],
            finding: "CVE-2026-1",
            owner: "Grace",
            reason: "no fix is out yet",
            expires: try #require(CalendarDay("2026-12-31")),
            location: SourceLocation(file: "assay.yaml", line: 9, column: 5)
        )
        let measured = Measurement(
            metric: "vulnerability_scan.high",
            value: 1,
            dimension: .count,
            samples: 40,
            provenance: [Provenance(file: "grype.json", format: "grype")],
            offenders: [Offender(name: "CVE-2026-1")]
        )
        let gate = GateVerdict(
            gate: .security,
            blocking: true,
            criteria: [
                CriterionVerdict(
                    criterion: criterion("compliance.gdpr", "compliant"),
                    cells: [CellVerdict(labels: [:], judgement: .pass(.attested(statement)))]
                ),
                CriterionVerdict(
                    criterion: criterion("vulnerability_scan.high", "0"),
                    cells: [CellVerdict(labels: [:], judgement: .waived(Proof(measured), by: [waiver]))],
                    remarks: ["the waiver of Linus expired on 2026-01-31 and covers nothing"]
                ),
            ]
        )
        return RunSummary(verdict: RunVerdict(gates: [gate], problems: []))
    }

    private func text(_ write: (RunSummary, (([UInt8]) -> Void)) -> Void) throws -> String {
        var bytes: [UInt8] = []
        write(try summary()) { bytes += $0 }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test("who signed, in which role, with which key, until when, and who waives what, why and until when: everywhere")
    func everywhere() throws {
        let pages = [
            try text { TextReport.write($0, to: $1) },
            try text { TextReport.write($0, options: ReportOptions(brief: true), to: $1) },
            try text { MarkdownReport.write($0, to: $1) }, try text { HTMLReport.write($0, to: $1) },
            try text { JSONReport.write($0, to: $1) },
        ]
        for (index, page) in pages.enumerated() {
            for words in [
                "data protection officer", "ada-2026", "2026-09-21", "impact assessment is complete",
                "example.org/dpia",
                "Grace", "no fix is out yet", "2026-12-31", "expired on 2026-01-31",
            ] {
                #expect(page.contains(words), "report \(index) does not say '\(words)'")
            }
        }
        #expect(!pages[3].contains("Ada <Example>"))
    }

    @Test("what is waived is neither green nor red, and lets the change through")
    func overall() throws {
        let summary = try summary()
        #expect(summary.verdict?.overall == .waived)
        #expect(summary.exitCode == .pass)
    }

    @Test("statements and waivers come back from a summary as they were")
    func codec() throws {
        let summary = try summary()
        #expect(try SummaryCodec.decode(SummaryCodec.encode(summary)) == summary)
    }

    @Test("a summary cannot hold a pass by nobody's word, nor a waived failure that nobody waives")
    func nothing() throws {
        let text = String(decoding: SummaryCodec.encode(try summary()), as: UTF8.self)
        for key in ["statements", "waivers"] {
            let broken = text.replacing("\"\(key)\":", with: "\"nothing\":")
            #expect(broken != text)
            #expect(throws: SummaryError.self) { try SummaryCodec.decode(Array(broken.utf8)) }
        }
    }

    @Test("a summary keeps the envelope and no word on whether it holds")
    func envelopes() throws {
        let statement = Statement(
            criterion: "compliance.gdpr",
            text: "Assessed.",
            signer: "Ada",
            subjects: [Statement.Subject(name: "HEAD", digests: ["sha1": String(repeating: "a", count: 40)])],
            issued: 1,
            expires: 2
        )
        let envelope = Envelope(payload: AttestationJSON.json(statement).serialized(), signatures: [])
        var report = Report(path: "a.json", format: "in-toto")
        report.attestations = [Attestation(statement: statement, envelope: envelope, signature: .unknownKey(["x"]))]
        let decoded = try SummaryCodec.decode(SummaryCodec.encode(RunSummary(reports: [report])))
        #expect(decoded.reports.first?.attestations == [Attestation(statement: statement, envelope: envelope)])
    }
}
