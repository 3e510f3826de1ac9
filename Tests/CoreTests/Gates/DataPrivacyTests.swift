import Core
import Criteria
import Testing

@Suite("Privacy of test data")
struct DataPrivacyTests {
    /// The report of a scan that looked at these files.
    private func scan(
        _ files: [String],
        found: [(rule: String, file: String)] = [],
        fingerprints: Bool = false
    ) -> Report {
        var report = Report(path: "out/privacy.sarif", format: "sarif")
        var rules = ["email", "card", "key"]
        if fingerprints { rules.append("production") }
        let findings = found.map { found in
            Finding(
                tool: "assay data scan",
                rule: "data-privacy/\(found.rule)",
                level: .error,
                message: "here",
                file: found.file,
                line: 3,
                tags: ["personal-data"]
            )
        }
        let scan = Scan(
            tool: "assay data scan",
            filesExamined: files.count,
            files: files,
            rules: rules.map { Scan.Rule(id: "data-privacy/\($0)", tags: ["personal-data"]) },
            successful: true
        )
        report.findings = FindingResults(findings: findings, scans: [scan])
        return report
    }

    private func masked(_ values: Double, left: Double?) -> [Report] {
        let done = Given.metric("data_privacy.masked_values", values, .count)
        guard let left else { return [done] }
        var report = done
        report.measurements += Given.metric("data_privacy.unmasked_values", left, .count).measurements
        return [report]
    }

    private func verdict(
        _ key: String,
        _ word: String,
        _ reports: [Report],
        covers: [String] = [],
        files: [String] = []
    ) throws -> CellVerdict {
        let criterion = try #require(Catalogue.privacy(key, word, covers: covers))
        return Given.judge(criterion, .security, reports, files: files).cells[0]
    }

    @Test("a whole scan without a find passes, and says whether it was compared with production")
    func clean() throws {
        let plain = try verdict("production_data", "never_in_tests", [scan(["data/users.csv"])])
        #expect(plain.judgement.verdict == .pass)
        #expect(plain.judgement.measurements.first?.notes.contains { $0.hasPrefix("no fingerprints") } == true)
        let compared = try verdict("production_data", "never_in_tests", [scan(["a.csv"], fingerprints: true)])
        #expect(
            compared.judgement.measurements.first?.notes.contains("compared with fingerprints of production") == true
        )
        #expect(try verdict("pii_handling", "synthetic_only", [scan(["a.csv"])]).judgement.verdict == .pass)
    }

    @Test("data of people fail both, a key fails what production holds alone")
    func found() throws {
        let mail = scan(["a.csv"], found: [("email", "a.csv")])
        for (key, word) in [("production_data", "never_in_tests"), ("pii_handling", "synthetic_only")] {
            let judged = try verdict(key, word, [mail])
            #expect(judged.judgement.verdict == .fail)
            #expect(judged.judgement.measurements.first?.offenders.first?.file == "a.csv")
        }
        let key = scan(["a.csv"], found: [("key", "a.csv")])
        #expect(try verdict("production_data", "never_in_tests", [key]).judgement.verdict == .fail)
        #expect(try verdict("pii_handling", "synthetic_only", [key]).judgement.verdict == .pass)
    }

    @Test("no scan, one that names no file, and one that left out test data prove nothing")
    func unmeasured() throws {
        #expect(try verdict("pii_handling", "synthetic_only", []).judgement.verdict == .notEvaluated)
        #expect(try verdict("pii_handling", "synthetic_only", [scan([])]).judgement.verdict == .notEvaluated)
        let files = ["data/a.csv", "data/b.csv", "README.md"]
        let half = try verdict(
            "production_data",
            "never_in_tests",
            [scan(["data/a.csv"])],
            covers: ["data/**"],
            files: files
        )
        #expect(half.judgement.verdict == .notEvaluated)
        #expect(half.judgement.reason?.contains("data/b.csv") == true)
        let whole = scan(["data/a.csv", "data/b.csv"])
        let all = try verdict("production_data", "never_in_tests", [whole], covers: ["data/**"], files: files)
        #expect(all.judgement.verdict == .pass)
    }

    @Test("masking holds where somebody looked and nothing of the original is left")
    func masking() throws {
        #expect(try verdict("data_masking", "enabled", masked(40, left: 0)).judgement.verdict == .pass)
        #expect(try verdict("data_masking", "enabled", masked(40, left: 2)).judgement.verdict == .fail)
        #expect(try verdict("data_masking", "enabled", masked(40, left: nil)).judgement.verdict == .notEvaluated)
    }

    @Test("where nothing was masked, a clean scan proves that there was no need, and anything else does not")
    func needless() throws {
        #expect(try verdict("data_masking", "enabled", [scan(["a.csv"])]).judgement.verdict == .notApplicable)
        let mail = scan(["a.csv"], found: [("email", "a.csv")])
        #expect(try verdict("data_masking", "enabled", [mail]).judgement.verdict == .fail)
        #expect(try verdict("data_masking", "enabled", []).judgement.verdict == .notEvaluated)
        #expect(Catalogue.privacy("data_masking", "disabled") == nil)
    }
}
