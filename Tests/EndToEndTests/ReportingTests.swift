import Scanning
import Testing

@Suite("Reports after every run")
struct ReportingTests {
    private func project(_ reporting: String) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: {run: cp given.xml r.xml, reports: r.xml}
            reporting: \(reporting)
            """,
            to: "assay.yaml"
        )
        folder.write(
            "<testsuite name=\"s\"><testcase classname=\"c\" name=\"a\" time=\"0.01\"/><testcase classname=\"c\" name=\"b\"/></testsuite>",
            to: "given.xml"
        )
        return folder
    }

    @Test("the forms that the configuration names lie in the run's folder, and where it says, with receipts")
    func kept() throws {
        let folder = project("{format: [html, junit, ctrf, badge], storage: file://./kept}")
        let ended = Program.run([Program.assay, "run"], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let junit = folder.read(".assay/latest/junit.xml")
        #expect(junit.contains("tests=\"2\"") && junit.contains("name=\"a\""))
        #expect(folder.read(".assay/latest/badge-tests.svg").contains("tests: 2 passed"))
        let receipts = try #require(try JSON(parsing: Array(folder.read(".assay/latest/receipts.json").utf8)).array)
        #expect(receipts.allSatisfy { $0["sha256"]?.string?.count == 64 && $0["error"] == nil })
        let names = receipts.compactMap { $0["file"]?.string }
        #expect(names.contains { $0.hasSuffix("/report.html") } && names.contains { $0.hasSuffix("/ctrf.json") })
        let first = try #require(names.first { $0.hasSuffix("/junit.xml") })
        #expect(folder.read("kept/\(first)") == junit)
        #expect(ended.err.contains("kept: file://"))
    }

    @Test("a place that takes nothing is a warning, a receipt with the reason, and no other verdict")
    func refused() throws {
        let folder = project("{storage: file://./given.xml}")
        let ended = Program.run([Program.assay, "run"], in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.err.contains("warning: reporting.storage file://./given.xml: "), "\(ended.err)")
        let receipts = try JSON(parsing: Array(folder.read(".assay/latest/receipts.json").utf8))
        #expect(receipts[0]?["error"]?.string != nil)
    }

    @Test("the report of a past run lists its passed tests too")
    func past() throws {
        let folder = project("{}")
        #expect(Program.run([Program.assay, "run"], in: folder).code == 0)
        let junit = Program.run([Program.assay, "report", "--format", "junit"], in: folder)
        #expect(junit.code == 0 && junit.out.contains("tests=\"2\""), "\(junit.out)\(junit.err)")
        #expect(
            Program.run([Program.assay, "report", "latest", "--format", "comment"], in: folder).out.contains("Assay")
        )
    }
}
