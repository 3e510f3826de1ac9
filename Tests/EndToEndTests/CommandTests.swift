import Glibc
import Scanning
import Testing

@Suite("The other commands")
struct CommandTests {
    @Test("usage errors exit with 2, help and version with 0")
    func usage() {
        let folder = Folder()
        #expect(Program.assay("--version", in: folder).code == 0)
        #expect(Program.assay("--help", in: folder).out.contains("inspect"))
        #expect(Program.assay("--no-such-flag", in: folder).code == 2)
        #expect(Program.assay("inspect", in: folder).code == 2)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("assay.yaml"))
    }

    @Test("a configuration error shows the place, the line, a caret and a suggestion, and all errors come at once")
    func check() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline:
              stages:
                - name: tests
                  steps: [unit]
            steps:
              unit:
                run: ["true"]
                tiemout: 5m
            coverage_gate:
              criteria:
                overall:
                  threshold: ">= 80 ms"
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("check", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("assay.yaml:8:5: error:"))
        #expect(ended.err.contains("timeout"))
        #expect(ended.err.contains("assay.yaml:12:"))
        #expect(ended.err.contains("^"))
        let json = try JSON(parsing: Array(Program.assay("check", "--output", "json", in: folder).out.utf8))
        #expect(json["errors"]?.int == 2)
    }

    @Test("the formats are listed with what they feed")
    func formats() throws {
        #expect(Program.assay("list", "formats", in: Folder()).out.contains("tests: JUnit XML"))
        let list = try JSON(parsing: Array(Program.assay("list", "formats", "--output", "json", in: Folder()).out.utf8))
        #expect(list.array?.contains { $0["id"]?.string == "sarif" && $0["feeds"]?.string == "findings" } == true)
    }

    @Test("the schema is valid JSON and knows the six gates")
    func schema() throws {
        let schema = try JSON(parsing: Array(Program.assay("schema", in: Folder()).out.utf8))
        #expect(schema["properties"]?["performance_gate"] != nil)
        #expect(schema["$schema"]?.string?.contains("2020-12") == true)
    }

    @Test("hostile and broken reports are errors with exit code 3, never zeros")
    func inspectBroken() throws {
        let folder = Folder()
        folder.write("", to: "empty.xml")
        folder.write(#"<testsuite><testcase name="a"/><testcase na"#, to: "cut.xml")
        folder.write(
            #"<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>"#,
            to: "xxe.xml"
        )
        let bomb = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        folder.write(
            "<!DOCTYPE t [<!ENTITY l0 \"lol\">\(bomb)]><testsuite><testcase name=\"a\">&l9;</testcase></testsuite>",
            to: "bomb.xml"
        )
        for file in ["empty.xml", "cut.xml", "xxe.xml", "bomb.xml", "missing.xml", "."] {
            let ended = Program.assay("inspect", file, "--output", "json", in: folder)
            #expect(ended.code == 3, "\(file)")
            let report = try JSON(parsing: Array(ended.out.utf8))[0]
            #expect(report?["status"]?.string == "error", "\(file)")
            #expect(report?["tests"] == nil || report?["tests"]?.isNull == true, "\(file)")
            #expect(!ended.out.contains("root:"), "\(file)")
        }
    }

    @Test("a FIFO in the place of a report is refused at once")
    func fifo() {
        let folder = Folder()
        mkfifo(folder.path + "/pipe.xml", 0o644)
        #expect(Program.assay("inspect", "pipe.xml", in: folder).code == 3)
    }

    @Test("a report of 300 MB is read whole, in bounded memory")
    func large() throws {
        let folder = Folder()
        let script = """
            { printf '<testsuite name="big">'; i=0; \
            while [ $i -lt 300 ]; do printf '<testcase name="t%d"><system-out><![CDATA[' $i; \
            head -c 1048576 /dev/zero | tr '\\0' x; printf ']]></system-out></testcase>'; i=$((i+1)); done; \
            printf '</testsuite>'; } > big.xml
            """
        #expect(Program.run(["sh", "-euc", script], in: folder).code == 0)
        let limited = ["sh", "-c", "ulimit -v 4000000; exec \(Program.assay) inspect big.xml --output json"]
        let ended = Program.run(limited, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        let report = try JSON(parsing: Array(ended.out.utf8))[0]
        #expect(report?["tests"]?["total"]?.int == 300)
    }

    @Test("the guide's workflow works: aggregate, validate --strict, report")
    func workflow() throws {
        let folder = Folder()
        folder.write(
            #"<testsuite name="s"><testcase name="a"/><testcase name="b"/></testsuite>"#,
            to: "test-results/unit.xml"
        )
        folder.write(
            """
            <?xml version="1.0"?><coverage line-rate="0.5"><packages><package name="p"><classes>
            <class name="m" filename="src/m.py"><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
            </classes></package></packages></coverage>
            """,
            to: "coverage/coverage.xml"
        )
        folder.write("a\nb\n", to: "src/m.py")
        folder.write(
            """
            {"metrics": {"http_req_duration": {"type": "trend", "contains": "time", "values": {"med": 5, "p(95)": 9}},
            "http_reqs": {"type": "counter", "contains": "default", "values": {"count": 600, "rate": 20}},
            "http_req_failed": {"type": "rate", "contains": "default", "values": {"rate": 0, "passes": 0, "fails": 600}}}}
            """,
            to: "perf-results/k6.json"
        )
        folder.write(
            """
            coverage_gate:
              criteria:
                overall:
                  threshold: ">= 80%"
              enforcement:
                blocking: false
            """,
            to: "quality-gates.yaml"
        )
        let aggregated = Program.run(
            [
                "sh", "-c",
                "exec \(Program.assay) aggregate --coverage-reports ./coverage/*.xml --test-reports ./test-results/*.xml "
                    + "--performance-reports ./perf-results/*.json --output summary.json",
            ],
            in: folder
        )
        #expect(aggregated.code == 0, "\(aggregated.out)\(aggregated.err)")
        let arguments = ["validate", "--summary", "summary.json", "--gates-config", "quality-gates.yaml"]
        #expect(Program.run([Program.assay] + arguments, in: folder).code == 0)
        let strict = Program.run([Program.assay] + arguments + ["--strict"], in: folder)
        #expect(strict.code == 1)
        #expect(strict.out.contains("src/m.py"))
        let report = Program.assay(
            "report",
            "--summary",
            "summary.json",
            "--format",
            "html",
            "--output",
            "test-report.html",
            in: folder
        )
        #expect(report.code == 0, "\(report.err)")
        #expect(folder.read("test-report.html").contains("coverage_gate"))
    }

    @Test("a pattern that matches no report is an error, and the summary keeps it")
    func noReports() {
        let folder = Folder()
        let ended = Program.assay("aggregate", "--test-reports", "./none/*.xml", in: folder)
        #expect(ended.code == 3)
        #expect(folder.read("summary.json").contains("none/*.xml"))
    }

    @Test("a plan is shown as text, mermaid and json without running anything")
    func plan() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline:
              stages:
                - name: tests
                  steps: [unit]
            steps:
              unit:
                run: [touch, ran]
            """,
            to: "assay.yaml"
        )
        #expect(Program.assay("plan", in: folder).out.contains("unit"))
        #expect(Program.assay("plan", "--output", "mermaid", in: folder).out.hasPrefix("flowchart"))
        let json = try JSON(parsing: Array(Program.assay("plan", "--output", "json", in: folder).out.utf8))
        #expect(json["steps"]?[0]?["name"]?.string == "unit")
        #expect(!folder.exists("ran"))
    }
}
