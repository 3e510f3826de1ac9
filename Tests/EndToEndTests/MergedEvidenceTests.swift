import Scanning
import Testing

@Suite("Evidence of several reports")
struct MergedEvidenceTests {
    private func suite(_ tests: [String]) -> String {
        let cases = tests.map { test in
            let name = test.dropFirst()
            let failure = test.hasPrefix("-") ? "<failure message=\"no\"/>" : ""
            return "<testcase classname=\"s\" name=\"\(name)\">\(failure)</testcase>"
        }
        return "<testsuite name=\"s\">\(cases.joined())</testsuite>"
    }

    private func report(_ folder: Folder, _ first: String, _ second: String) throws -> JSON {
        _ = Program.assay("aggregate", "--test-reports", first, second, in: folder)
        let ended = Program.assay("report", "--format", "json", "--summary", "summary.json", in: folder)
        return try JSON(parsing: Array(ended.out.utf8))
    }

    @Test("a retry that passes is one flaky test; the same names in another environment are tests of their own")
    func retries() throws {
        let folder = Folder()
        folder.write(suite(["+a", "-b"]), to: "attempt-1/junit.xml")
        folder.write(suite(["+a", "+b"]), to: "attempt-2/junit.xml")
        let tried = try report(folder, "attempt-1/junit.xml", "attempt-2/junit.xml")["tests"]
        #expect(tried?["passed"]?.int == 2)
        #expect(tried?["failed"]?.int == 0)
        #expect(tried?["flaky"]?.int == 1)
        folder.write(suite(["+a", "-b"]), to: "py311/junit.xml")
        folder.write(suite(["+a", "+b"]), to: "py312/junit.xml")
        let apart = try report(folder, "py311/junit.xml", "py312/junit.xml")["tests"]
        #expect(apart?["passed"]?.int == 3)
        #expect(apart?["failed"]?.int == 1)
        #expect(apart?["flaky"]?.int == 0)
    }

    @Test("a step whose first try fails and whose second passes shows its flaky test, where both reports are kept")
    func stepRetries() throws {
        let folder = Folder()
        folder.write(suite(["+a", "-b"]), to: "1.xml.in")
        folder.write(suite(["+a", "+b"]), to: "2.xml.in")
        folder.write(
            """
            pipeline:
              stages:
                - {name: tests, steps: [unit]}
            steps:
              unit:
                run: cp $ASSAY_ATTEMPT.xml.in junit-try$ASSAY_ATTEMPT.xml && test $ASSAY_ATTEMPT = 2
                reports: junit-*.xml
                retries: 1
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let again = Program.assay("report", "--format", "json", in: folder)
        let tests = try JSON(parsing: Array(again.out.utf8))["tests"]
        #expect(tests?["flaky"]?.int == 1)
        #expect(tests?["total"]?.int == 2)
    }
}
