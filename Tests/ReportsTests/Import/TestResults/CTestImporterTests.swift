import Core
import Reports
import Testing

@Suite struct CTestImporterTests {
    static let examples = [
        TestReportExample(
            "the status decides",
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>x</Test><Test>x</Test></TestList><Test Status="passed"><Results><NamedMeasurement name="Execution Time"><Value>0.5</Value></NamedMeasurement></Results></Test><Test Status="failed"/></Testing></Site>
            """#,
            TestTally(passed: 1, failed: 1, duration: 0.5)
        ),
        TestReportExample(
            "not run is a skip by request, else an error",
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>x</Test><Test>x</Test></TestList><Test Status="notrun"><Results><NamedMeasurement name="Completion Status"><Value>Disabled</Value></NamedMeasurement></Results></Test><Test Status="notrun"><Results><NamedMeasurement name="Completion Status"><Value>Unable to find executable</Value></NamedMeasurement></Results></Test></Testing></Site>
            """#,
            TestTally(errors: 1, skipped: 1)
        ),
        TestReportExample(
            "listed tests without a result are errors",
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>x</Test><Test>x</Test><Test>x</Test></TestList><Test Status="passed"/></Testing></Site>
            """#,
            TestTally(passed: 1, errors: 2),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "ctest") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>x</Test></TestList><Test Status="failed"><Name>t</Name><Path>./p</Path><Results><Measurement><Value>m</Value></Measurement></Results></Test></Testing></Site>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(suite: "./p", name: "t", status: .failed, message: "m")
        )
    }

    @Test("a listed test that did not run is named; the message of a failed one is what it wrote")
    func messages() {
        let report = imported(
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>./a</Test><Test>./b</Test></TestList><Test Status="failed"><Name>a</Name><Path>.</Path><FullName>./a</FullName><Results><NamedMeasurement name="Completion Status"><Value>Failed</Value></NamedMeasurement><Measurement><Value>starting
            a.c:3: assertion x == 1 failed
            </Value></Measurement></Results></Test></Testing></Site>
            """#
        )
        #expect(report.tests?.cases.map(\.name) == ["a", "./b"])
        #expect(report.tests?.cases[0].message == "a.c:3: assertion x == 1 failed")
    }

    @Test("a list without results is an error")
    func refused0() {
        expectRefused(
            #"""
            <Site Generator="ctest-3"><Testing><TestList><Test>x</Test><Test>x</Test></TestList></Testing></Site>
            """#,
            format: "ctest",
            "declares 2 tests"
        )
    }
}
