import Core
import Reports
import Testing

/// A small report of tests, and what is to be read in it.
struct TestReportExample: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let tally: TestTally
    let warnings: Int

    init(_ description: String, _ text: String, _ tally: TestTally, warnings: Int = 0) {
        testDescription = description
        self.text = text
        self.tally = tally
        self.warnings = warnings
    }

    func check(format: String) {
        let report = imported(text)
        #expect(report.format == format)
        #expect(report.errors == [])
        #expect(report.tests?.tally == tally)
        #expect(report.warnings.count == warnings, "\(report.warnings)")
    }
}

/// Checks that a document is an error without figures.
func expectRefused(_ text: String, format: String, _ word: String) {
    let report = imported(text)
    #expect(report.format == format)
    #expect(report.status == .error)
    #expect(!report.carriesFigures)
    #expect(report.errors.contains { $0.contains(word) }, "\(report.errors)")
}
