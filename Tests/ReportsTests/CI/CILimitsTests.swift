import Core
import Scanning
import Testing

@testable import Reports

@Suite("What CI systems take of a run")
struct CILimitsTests {
    /// A run with so many findings in one file, each of a line of its own, with text of several bytes a character.
    private func run(findings count: Int, text: String = "größer als erlaubt", file: String = "src/a.py") -> RunSummary
    {
        var report = Report(path: "findings.sarif", format: "sarif")
        report.findings = FindingResults(
            findings: (0..<count).map { index in
                Finding(
                    tool: "lint",
                    rule: "R\(index % 7)",
                    severity: index < 3 ? .high : .medium,
                    message: "\(text) \(index)",
                    file: file,
                    line: index + 1
                )
            }
        )
        return RunSummary(reports: [report])
    }

    @Test("At most ten annotations of a level, and how many there are besides", arguments: [10, 13, 14, 51])
    func annotations(_ count: Int) {
        let lines = WorkflowCommands.lines(AnnotationList(run(findings: count), change: nil), report: "r/report.html")
        #expect(lines.count { $0.hasPrefix("::error ") } == 3)
        #expect(lines.count { $0.hasPrefix("::warning ") } == min(10, count - 3))
        let left = count - 3 - min(10, count - 3)
        let more = "::notice title=Assay::\(left) more in the report: r/report.html"
        #expect(lines.contains(more) == (left > 0))
        #expect(lines.first?.hasPrefix("::error file=src/a.py,line=1,title=lint%3A R0::") == true)
    }

    @Test("What the change touches comes before what is worse elsewhere")
    func changeFirst() {
        let change = ChangeSet(base: "main", files: [FileChange(path: "src/a.py", added: [40...41])])
        let list = AnnotationList(run(findings: 51), change: change, folder: "services/api")
        #expect(list.inChange == 2)
        #expect(list.annotations.prefix(3).map(\.line) == [40, 41, 1])
        #expect(list.annotations.allSatisfy { $0.file == "services/api/src/a.py" })
    }

    @Test("A failed test is shown where its traceback says, where its report names no file")
    func traceback() {
        var report = Report(path: "r.xml", format: "junit")
        let message = "assert 3 == 4\ntests/test_cart.py:5: AssertionError"
        report.tests = TestResults(
            tally: TestTally(failed: 1),
            cases: [TestCase(className: "tests.test_cart", name: "adds", status: .failed, message: message)]
        )
        let lines = WorkflowCommands.lines(AnnotationList(RunSummary(reports: [report]), change: nil), report: nil)
        let place = "::error file=tests/test_cart.py,line=5,title=failed test::"
        #expect(lines.first?.hasPrefix(place) == true, "\(lines)")
    }

    @Test("A message cannot end a command or begin another one")
    func escaping() {
        let hostile = run(findings: 1, text: "50% off\r\n::set-output name=x::y", file: "a,b:c.py")
        let lines = WorkflowCommands.lines(AnnotationList(hostile, change: nil), report: nil)
        #expect(lines.count == 1)
        #expect(!lines[0].contains("\n") && !lines[0].contains("\r"))
        #expect(lines[0].hasPrefix("::error file=a%2Cb%3Ac.py,line=1,"))
        #expect(lines[0].contains("50%25 off"))
    }

    @Test("Outputs of several lines survive, and cannot smuggle in another one")
    func outputs() {
        let outputs = StepOutputs([("verdict", "pass"), ("x", "a\nassay_end\nevil=1")])
        #expect(
            outputs.gitHub == "verdict<<assay_end\npass\nassay_end\nx<<assay_end_\na\nassay_end\nevil=1\nassay_end_\n"
        )
        #expect(outputs.dotenv(prefix: "assay_") == "ASSAY_VERDICT=pass\nASSAY_X=a assay_end evil=1\n")
    }

    @Test("A check's text stays below 65,535 bytes, and its annotations come in fifties")
    func check() {
        let summary = run(findings: 5_001, text: String(repeating: "ü", count: 300))
        let output = CheckOutput(summary, AnnotationList(summary, change: nil))
        #expect(output.summary.utf8.count <= 65_535)
        #expect(output.portions.map(\.count) == Array(repeating: 50, count: 10))
        #expect(output.summary.contains("4501 more problems are in the report"))
        let few = run(findings: 51)
        #expect(CheckOutput(few, AnnotationList(few, change: nil)).portions.map(\.count) == [50, 1])
        #expect(CheckOutput(RunSummary(), AnnotationList(RunSummary(), change: nil)).portions == [[]])
    }

    @Test("5,001 findings: SARIF keeps 5,000, and says so")
    func sarif() throws {
        var bytes: [UInt8] = []
        SARIFReport.write(run(findings: 5_001), folder: "sub") { bytes += $0 }
        let document = try JSON(parsing: bytes)["runs"]?[0]
        let results = try #require(document?["results"]?.array)
        #expect(results.count == 5_000)
        let place = results[0]["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
        #expect(place == "sub/src/a.py")
    }

    @Test("A step's summary of a mebibyte and no byte more")
    func stepSummary() {
        var summary = ExportSample.red
        summary.banners = (0..<400).map { "\($0) " + String(repeating: "größer ", count: 800) }
        let bytes = CommentReport.bytes(summary, limit: 1 << 20)
        #expect(bytes.count <= 1 << 20)
        #expect(String(validating: bytes, as: UTF8.self) != nil)
    }

    @Test("Cobertura in documents of a bounded size, one source folder each, that Assay reads back")
    func cobertura() throws {
        #expect(CoberturaReport.limit == 10 << 20)
        let lines: [LineCoverage] = (1...6_000).map { (number: UInt32) -> LineCoverage in
            var line = LineCoverage(line: number, isCovered: number % 3 != 0)
            if number % 5 == 0 { (line.branches, line.branchesCovered) = (2, 1) }
            return line
        }
        let files = (0..<6).map { FileCoverage(path: "src/file\($0) & more.py", lines: FileLines(lines)) }
        let limit = 600_000
        let documents = CoberturaReport.documents(files, folder: "api", limit: limit)
        #expect(documents.count > 1)
        var paths: [String] = []
        for document in documents {
            #expect(document.count <= limit)
            #expect(String(decoding: document, as: UTF8.self).ranges(of: "<source>").count == 1)
            let report: Report = document.withUnsafeBytes { ReportReader.read($0, path: "c.xml") }
            #expect(report.format == "cobertura" && report.status != .error)
            for file in report.coverage?.files ?? [] {
                paths.append(file.path)
                #expect(file.lines.count == 6_000 && file.lines.coveredCount == 4_000)
            }
        }
        #expect(Set(paths) == Set(files.map { "api/\($0.path)" }))
        #expect(CoberturaReport.documents([]).isEmpty)
    }

    @Test("A comment of at most 40 lines, whatever happened, with what its reader needs")
    func comment() {
        let text = ChangeComment.text(ExportSample.red, base: nil, link: "https://ci.example/run/1")
        #expect(text.hasPrefix("<!-- assay: report -->\n## Assay: ❌ fail\n"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
        #expect(text.contains("| Coverage | "))
        #expect(text.contains("[whole report](https://ci.example/run/1)"))
        #expect(text.contains("**Next:**"))
        let hostile = ChangeComment.text(
            ExportSample.summary(overall: "fail", name: "@all <script> | `x` #1", message: "m"),
            base: ExportSample.red,
            link: "javascript:alert(1)",
            name: "api -->"
        )
        #expect(hostile.hasPrefix("<!-- assay: api-- -->"))
        #expect(!hostile.contains("javascript:") && !hostile.contains("<script>") && !hostile.contains("@all"))
    }

    @Test("A comment is short however long the names are")
    func longNames() {
        let summary = ExportSample.summary(overall: "fail", name: String(repeating: "ü|", count: 32_768), message: "m")
        let text = ChangeComment.text(summary, base: summary, link: nil)
        #expect(text.utf8.count < ChangeComment.limit)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
    }
}
