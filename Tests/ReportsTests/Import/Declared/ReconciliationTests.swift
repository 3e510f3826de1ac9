import Core
import Reports
import Testing

@Suite("What a report declares and does not list")
struct ReconciliationTests {
    @Test("every format says what it declares of itself, and every figure has a broken document here")
    func table() {
        let formats = Set(ImporterRegistry.all.map { $0.format.id })
        #expect(formats == Set(DeclaredFigures.table.keys))
        for (format, kinds) in DeclaredFigures.table {
            #expect(kinds == Set(DeclaredSample.all.filter { $0.format == format }.map(\.kind)), "\(format)")
        }
    }

    @Test("it counts against the report, whatever the format", arguments: DeclaredSample.all)
    func broken(sample: DeclaredSample) {
        let report = imported(sample.broken, format: sample.format)
        switch sample.kind {
        case .failedTests, .failedRun: #expect((report.tests?.tally.errors ?? 0) > 0, "\(report.messages)")
        case .findings, .failedScan, .coveredShare, .uncovered:
            #expect(report.messages.contains { $0.weight == .contradictory }, "\(report.messages)")
            #expect(report.status == .error)
            #expect(!report.carriesFigures)
        }
    }

    @Test("a figure that agrees with the list is no remark", arguments: DeclaredSample.all)
    func honest(sample: DeclaredSample) {
        let report = imported(sample.honest, format: sample.format)
        #expect(report.status != .error, "\(report.messages)")
        #expect(report.tests?.tally.errors ?? 0 == 0)
        #expect(report.declarations.isEmpty)
    }

    @Test("findings of which some are listed count, and what is missing is a gap")
    func partial() {
        let report = imported(
            #"[{"filePath": "a.js", "errorCount": 4, "messages": [{"ruleId": "r", "severity": 2, "message": "m"}]}]"#
        )
        #expect(report.findings?.findings.count == 1)
        #expect(report.messages.map { $0.gap != nil } == [true])
    }
}
