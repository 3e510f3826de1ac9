import Core
import Reports
import Testing

@Suite("Identities of tests")
struct TestIdentityTests {
    private func read(
        _ cases: String,
        identities: Bool = true,
        keep: ReadOptions.Keep = .failures
    ) throws -> TestResults {
        let xml = "<testsuite name=\"s &lt; t\">\(cases)</testsuite>"
        let options = ReadOptions(keep: keep, identities: identities)
        let report = Array(xml.utf8).withUnsafeBytes { ReportReader.read($0, path: "a.xml", options: options) }
        #expect(report.status == .ok)
        return try #require(report.tests)
    }

    @Test(
        "a passed case has the identity that it would have failed with, whatever is in its name",
        arguments: [
            "plain", "a &amp; b", "é 🎉", "&#9;tab", " spaces  inside ", String(repeating: "x", count: 1_500), "",
        ]
    )
    func sameIdentity(name: String) throws {
        let attributes = "classname=\"c\" name=\"\(name)\" file=\"a.py\" time=\"1\""
        let passed = try read("<testcase \(attributes)/>")
        let failed = try read("<testcase \(attributes)><failure/></testcase>")
        #expect(passed.passed == failed.cases.map(\.identity))
        #expect(passed.cases.isEmpty && failed.passed.isEmpty)
        #expect(try read("<testcase \(attributes)/>", keep: .all).cases.map(\.identity) == passed.passed)
    }

    @Test("without being asked for, no identity is kept")
    func onRequest() throws {
        #expect(try read("<testcase name=\"a\"/>", identities: false).passed.isEmpty)
    }

    @Test("another class, name or file is another test; parts do not run into each other")
    func differences() throws {
        let cases = [
            "classname=\"a\" name=\"bc\"", "classname=\"ab\" name=\"c\"", "name=\"abc\"", "classname=\"abc\" name=\"\"",
            "classname=\"a\" name=\"bc\" file=\"f\"", "classname=\"a\" name=\"bcdefghi\"",
            "classname=\"a\" name=\"bcdefghj\"",
        ]
        let passed = try read(cases.map { "<testcase \($0)/>" }.joined()).passed
        #expect(Set(passed).count == cases.count)
    }

    @Test("other formats keep identities too")
    func otherFormats() throws {
        let tap = "1..2\nok 1 - a\nnot ok 2 - b\n"
        let options = ReadOptions(identities: true)
        let report = Array(tap.utf8).withUnsafeBytes { ReportReader.read($0, path: "a.tap", options: options) }
        #expect(report.tests?.passed.count == 1)
        #expect(report.tests?.tally.passed == 1)
    }
}
