import Core
import Reports
import Testing

@Suite struct GoTestImporterTests {
    static let examples = [
        TestReportExample(
            "the last action decides; a parent's time holds its subtests'",
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "run", "Package": "p", "Test": "A/b"}
            {"Action": "pass", "Package": "p", "Test": "A/b", "Elapsed": 1.0}
            {"Action": "pass", "Package": "p", "Test": "A", "Elapsed": 1.5}
            {"Action": "run", "Package": "p", "Test": "B"}
            {"Action": "fail", "Package": "p", "Test": "B", "Elapsed": 0.0}
            {"Action": "run", "Package": "p", "Test": "C"}
            {"Action": "skip", "Package": "p", "Test": "C", "Elapsed": 0.0}
            {"Action": "fail", "Package": "p"}
            """#,
            TestTally(passed: 2, failed: 1, skipped: 1, duration: 1.5)
        ),
        TestReportExample(
            "a test that never ended has failed",
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p"}
            """#,
            TestTally(failed: 1)
        ),
        TestReportExample(
            "a package that failed without a failed test is an error",
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p"}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a repeated test that passes in the end is flaky",
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p"}
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p"}
            """#,
            TestTally(passed: 1, flaky: 1)
        ),
        TestReportExample(
            "a repeated test in a package that failed has failed",
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p", "Test": "A"}
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p"}
            """#,
            TestTally(failed: 1)
        ),
        TestReportExample(
            "lines of other tools are passed over",
            #"""
            {"Action": "start", "Package": "p"}
            # some/pkg
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p"}
            """#,
            TestTally(passed: 1)
        ),
        TestReportExample(
            "a build that failed is an error where no package tells of it",
            #"""
            {"ImportPath": "p [p.test]", "Action": "build-output", "Output": "a.go:1: undefined: x\n"}
            {"ImportPath": "p [p.test]", "Action": "build-fail"}
            {"Action": "run", "Package": "q", "Test": "A"}
            {"Action": "pass", "Package": "q", "Test": "A"}
            {"Action": "pass", "Package": "q"}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a build that failed is one error where its package tells of it",
            #"""
            {"ImportPath": "p", "Action": "build-fail"}
            {"Action": "fail", "Package": "p", "FailedBuild": "p"}
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "events without a package are those of one",
            #"""
            {"Action": "run", "Test": "A"}
            {"Action": "fail", "Test": "A", "Elapsed": 0.5}
            {"Action": "fail", "Elapsed": 0.5}
            """#,
            TestTally(failed: 1, duration: 0.5)
        ),
        TestReportExample(
            "no test is said",
            #"""
            {"Action": "start", "Package": "p"}
            {"Action": "skip", "Package": "p"}
            """#,
            TestTally(),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "go-test-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action":"output","Package":"p","Test":"A","Output":"boom\n"}
            {"Action": "fail", "Package": "p", "Test": "A"}
            {"Action": "fail", "Package": "p"}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(suite: "p", className: "p", name: "A", status: .failed, message: "boom")
        )
    }

    @Test("a message is what the test wrote, however many pieces that came in, until it is long enough")
    func longOutput() throws {
        func output(_ text: String) -> String {
            #"{"Action":"output","Package":"p","Test":"A","Output":"\#(text)"}"# + "\n"
        }
        let end = #"{"Action":"fail","Package":"p","Test":"A"}"# + "\n" + #"{"Action":"fail","Package":"p"}"#
        for count in [1, 63, 64, 65, 200] {
            let document = (0..<count).map { output("\\u001b[1m\($0)\\n") }.joined() + end
            let message = try #require(imported(document).tests?.cases.first?.message)
            #expect(message == (0..<count).map { "\($0)" }.joined(separator: "\n"))
        }
        let long = imported((0..<1_000).map { output("line \($0)\\n") }.joined() + end).tests?.cases.first?.message
        #expect(long?.hasPrefix("line 0\nline 1\n") == true)
        #expect((2_000...2_060).contains(long?.utf8.count ?? 0))
    }

    @Test("tests of the same name in two packages are two, whatever their order and the way their names are written")
    func sameNames() {
        let events = ["run", "pass"].flatMap { action in
            [#"p","Test":"A"#, #"q","Test":"A"#, #"p","Test":"\u0042"#, #"q","Test":"B"#, #"p","Test":"B"#].map {
                #"{"Action":"\#(action)","Package":"\#($0)"}"#
            }
        }
        let ends = ["p", "q"].map { #"{"Action":"pass","Package":"\#($0)"}"# }
        let tests = imported((events + ends).joined(separator: "\n"), keep: .all).tests
        #expect(tests?.tally.passed == 4)
        #expect(tests?.cases.map { "\($0.suite ?? "") \($0.name)" } == ["p A", "q A", "p B", "q B"])
    }

    @Test("a stream that ends before its package is an error")
    func refused0() {
        expectRefused(
            #"""
            {"Action": "run", "Package": "p", "Test": "A"}
            {"Action": "pass", "Package": "p", "Test": "A"}
            """#,
            format: "go-test-json",
            "before package 'p'"
        )
    }

    @Test("a line that is cut is an error")
    func refused1() {
        expectRefused(
            #"""
            {"Action": "start", "Package": "p"}
            {"Action":"pa
            """#,
            format: "go-test-json",
            ""
        )
    }
}
