package import Core
package import Scanning

extension InspectionOutput {
    /// As `json(_:)`, with every test case that was kept where those are asked for.
    package static func json(_ report: Report, cases: Bool) -> JSON {
        var json = json(report)
        guard cases, let tests = report.tests else { return json }
        json["cases"] = .array(tests.cases.map(testCase))
        return json
    }

    private static func testCase(_ test: TestCase) -> JSON {
        JSON(present: [
            "name": JSON(test.name), "status": JSON(test.status.rawValue), "class": JSON(test.className),
            "suite": JSON(test.suite), "seconds": JSON(test.seconds),
            "flaky": test.flaky ? true : .null, "file": JSON(test.file), "line": JSON(test.line),
            "message": JSON(test.message),
        ])
    }
}
