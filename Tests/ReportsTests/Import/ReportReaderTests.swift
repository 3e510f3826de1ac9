import Core
import Glibc
import Reports
import Scanning
import TestSupport
import Testing

@Suite struct ReportReaderTests {
    @Test("a file is read with its size and time of modification")
    func file() {
        let folder = TemporaryFolder()
        let path = folder.write(Array("<testsuite><testcase name='a'/></testsuite>".utf8), to: "file")
        let report = ReportReader.read(path: path)
        #expect(report.status == .ok)
        #expect(report.path == path)
        #expect(report.bytes == 43)
        #expect((report.modified ?? 0) > 1_700_000_000)
        #expect(report.tests?.tally.passed == 1)
    }

    @Test("what cannot be opened as a regular file is an error, at once and never a hang")
    func unsuitable() {
        let folder = TemporaryFolder()
        mkfifo("\(folder.path)/fifo", 0o600)
        #expect(ReportReader.read(path: "\(folder.path)/absent").errors.first?.contains("no such file") == true)
        #expect(ReportReader.read(path: folder.path).errors.first?.contains("is a directory") == true)
        #expect(ReportReader.read(path: "\(folder.path)/fifo").errors.first?.contains("FIFO") == true)
        #expect(ReportReader.read(path: "/dev/null").errors.first?.contains("is a device") == true)
    }

    @Test(
        "a document without content is an error, never zero tests or findings",
        arguments: [
            ("", "the file is empty: its writer has written nothing, or was stopped before it could"),
            (" \n\t\r\n", "the file holds nothing but white space"),
            ("\u{FEFF}\n", "the file holds nothing but white space"),
        ]
    )
    func empty(_ text: String, _ message: String) {
        for format in [nil, "junit", "lcov", "sarif"] {
            let report = imported(text, format: format)
            #expect(report.errors == [message])
            #expect(!report.carriesFigures)
        }
    }

    @Test(
        "a document of no known format is an error that says what it looks like",
        arguments: [
            ("hello", "text that begins with 'hello' is no format known"),
            ("<html/>", "an XML document with root element 'html' is no format known"),
            (#"{"a": 1}"#, "a JSON document with 'a' is no format known"), ("[]", "a JSON document is no format known"),
            ("<a", "no well-formed XML"), ("{\"a\": }", "no valid JSON"), ("<!-- nothing -->", "no well-formed XML"),
            ("\u{0}\u{1}\u{2}", "UTF-16 text that is no XML"),
        ]
    )
    func unrecognised(_ text: String, _ message: String) {
        let report = imported(text)
        #expect(report.format == "unknown")
        #expect(report.errors.count == 1)
        #expect(report.errors.first?.hasPrefix(message) == true, "\(report.errors)")
    }

    @Test(
        "a format that is not known is an error that says what was meant",
        arguments: [("junti", "did you mean 'junit'?"), ("zzzzzz", "`assay list formats` lists those that are")]
    )
    func unknownFormat(format: String, advice: String) {
        #expect(
            imported("<testsuite/>", format: format).errors == ["format '\(format)' is not known; \(advice)"]
        )
    }

    @Test(
        "a document of another format than the one named is an error in each format",
        arguments: ImporterRegistry.all.map { $0.format.id }
    )
    func wrongFormat(_ format: String) {
        for text in ["<html></html>", "{\"a\": {}}", "[1]", "a,b\n1,2\n"] {
            let report = imported(text, format: format)
            #expect(report.status == .error)
            #expect(!report.carriesFigures)
        }
    }

    @Test("XML in UTF-16 and with a byte order mark is read; other formats in UTF-16 are refused")
    func encodings() {
        let text = "<testsuite><testcase name='é'><failure/></testcase></testsuite>"
        #expect(imported(bytes: utf16(text)).tests?.cases.map(\.name) == ["é"])
        #expect(imported("\u{FEFF}" + text).tests?.tally.failed == 1)
        #expect(imported("\u{FEFF}SF:a\nDA:1,1\nend_of_record").coverage?.files.count == 1)
        let lcov = utf16("SF:a")
        #expect(imported(bytes: lcov).status == .error)
        #expect(imported(bytes: lcov, format: "lcov").status == .error)
        #expect(imported(bytes: lcov, format: "sarif").status == .error)
    }

    private func utf16(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return bytes
    }

    @Test("an error keeps its place in the file")
    func place() {
        let report = imported("<testsuite>\n  <testcase name='a'>\n</testsuite>")
        #expect(report.messages.first?.line == 3)
        #expect(report.messages.first?.column == 1)
        #expect(report.messages.first?.offset == 34)
    }

    @Test("the inspection names what was understood, and nothing else")
    func inspection() {
        let report = imported("<testsuite><testcase time='2'/><testcase><error/></testcase></testsuite>")
        #expect(
            InspectionOutput.json(report) == [
                "path": "report", "format": "junit", "status": "ok", "messages": [],
                "tests": [
                    "total": 2, "passed": 1, "failed": 0, "errors": 1, "skipped": 0, "flaky": 0, "duration_s": 2.0,
                ],
            ]
        )
        #expect(
            InspectionOutput.json(imported("<testsuite>")) == [
                "path": "report", "format": "junit", "status": "error",
                "messages": [
                    [
                        "severity": "error",
                        "text": "the document ends inside element 'testsuite', opened at line 1, column 1",
                        "line": 1, "column": 12, "offset": 11,
                    ]
                ],
            ]
        )
    }

    @Test("the inspection of coverage, findings and load")
    func inspectionFigures() {
        let coverage = InspectionOutput.json(imported("SF:a\nDA:1,1\nDA:2,0\nend_of_record"))
        #expect(coverage["coverage"] == ["lines": ["covered": 1, "total": 2], "files": 1])
        let sarif = imported(
            #"{"version": "2.1.0", "runs": [{"results": [{"level": "error", "suppressions": [{}]}, {"level": "note"}]}]}"#
        )
        let findings = InspectionOutput.json(sarif)["findings"]
        #expect(findings?["total"] == 2)
        #expect(findings?["suppressed"] == 1)
        #expect(findings?["by_severity"]?["unknown"] == 2)
        #expect(findings?["by_level"] == ["error": 1, "warning": 0, "note": 1, "none": 0])
        let load = InspectionOutput.json(imported(K6ImporterTests.nested))["performance"]?["series"]?[2]
        #expect(load?["labels"] == ["from": "a", "to": "b"])
        #expect(load?["error_rate"] == 0.5)
        let none = InspectionOutput.json(imported(#"{"assay_metrics": 1, "metrics": []}"#))
        #expect(none["metrics"] == [])
        #expect(load?["latency_s"] == ["avg": 0.002, "p95": 0.004])
    }

    /// `<testsuite><testcase name="a"/></testsuite>` as gzip packs it.
    private static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0xB3, 0x29, 0x49, 0x2D, 0x2E, 0x29,
        0x2E, 0xCD, 0x2C, 0x49, 0xB5, 0xB3, 0x01, 0x31, 0x93, 0x13, 0x8B, 0x53, 0x15, 0xF2, 0x12, 0x73,
        0x53, 0x6D, 0x95, 0x12, 0x95, 0xF4, 0xED, 0x6C, 0xF4, 0x11, 0xF2, 0x5C, 0x00, 0x86, 0xB4, 0x8E,
        0x3F, 0x2C, 0x00, 0x00, 0x00,
    ]

    @Test("a report that is packed with gzip is read as what it holds; a cut one has no figures")
    func gzip() {
        #expect(imported(bytes: Self.packed).tests?.tally.total == 1)
        let cut = imported(bytes: Array(Self.packed.dropLast(9)))
        #expect(cut.errors == ["the gzip data is cut short"])
        #expect(cut.messages.first?.offset == Self.packed.count - 9)
        #expect(!cut.carriesFigures)
    }
}
