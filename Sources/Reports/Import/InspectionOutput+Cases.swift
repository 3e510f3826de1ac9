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
        var members = [JSON.Member("name", .string(test.name)), JSON.Member("status", .string(test.status.rawValue))]
        func add(_ key: String, _ value: JSON?) { if let value { members.append(JSON.Member(key, value)) } }
        add("class", test.className.map { .string($0) })
        add("suite", test.suite.map { .string($0) })
        add("seconds", test.seconds.map { JSON($0) })
        add("flaky", test.flaky ? true : nil)
        add("file", test.file.map { .string($0) })
        add("line", test.line.map { JSON($0) })
        add("message", test.message.map { .string($0) })
        return .object(members)
    }
}
