import Core
import Reports
import Testing

@Suite struct JUnitImporterTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let body: String
        let tally: TestTally
    }

    static let examples = [
        Example(
            testDescription: "a bare case has passed",
            body: #"<testcase name="a" time="0.5"/>"#,
            tally: TestTally(passed: 1, duration: 0.5)
        ),
        Example(
            testDescription: "the worst of several results counts",
            body: "<testcase name='a'><skipped/><failure/><error/></testcase>",
            tally: TestTally(errors: 1)
        ),
        Example(
            testDescription: "a failed try before a pass is flaky",
            body: "<testcase name='a'><flakyFailure message='x'/></testcase>",
            tally: TestTally(passed: 1, flaky: 1)
        ),
        Example(
            testDescription: "a rerun beside a failure has failed",
            body: "<testcase name='a'><failure/><rerunFailure/></testcase>",
            tally: TestTally(failed: 1)
        ),
        Example(
            testDescription: "a flaky try beside a failure has failed",
            body: "<testcase name='a'><failure/><flakyError/></testcase>",
            tally: TestTally(failed: 1)
        ),
        Example(
            testDescription: "a status attribute without a result element is believed where it is bad",
            body:
                "<testcase name='a' status='failed'/><testcase name='b' status='notrun'/><testcase name='c' status='run'/>",
            tally: TestTally(passed: 1, failed: 1, skipped: 1)
        ),
        Example(
            testDescription: "a word that is no known result is an error, in an attribute or as an element",
            body: """
                <testcase name='a' status='aborted'/><testcase name='b' result='incomplete'/><testcase name='c' status='not passed'/>
                <testcase name='d'><failed/></testcase><testcase name='e' success='false'/><testcase name='f' outcome='Passed'/>
                <testcase name='g' executed='false'/><testcase name='h' status=''/>
                """,
            tally: TestTally(passed: 2, failed: 2, errors: 3, skipped: 1)
        ),
        Example(
            testDescription: "an error outside of any case is one case",
            body: "<error message='set-up broke'/><testcase name='a'/>",
            tally: TestTally(passed: 1, errors: 1)
        ),
        Example(
            testDescription: "a failure quoted in the output of a case is no failure",
            body: "<testcase name='a'><system-out><failure/></system-out></testcase>",
            tally: TestTally(passed: 1)
        ),
        Example(
            testDescription: "nested suites count each case once",
            body:
                "<testsuite name='in' tests='1'><testcase name='a'/></testsuite><testcase name='b'><skipped/></testcase>",
            tally: TestTally(passed: 1, skipped: 1)
        ),
        Example(
            testDescription: "a namespace prefix changes nothing",
            body: "<j:testcase xmlns:j='u' name='a'><j:failure/></j:testcase>",
            tally: TestTally(failed: 1)
        ),
    ]

    @Test("every case counts once, as the worst of its results", arguments: examples)
    func counts(_ example: Example) {
        let report = imported("<testsuites><testsuite name='s'>\(example.body)</testsuite></testsuites>")
        #expect(report.format == "junit")
        #expect(report.errors == [])
        #expect(report.tests?.tally == example.tally)
    }

    @Test(
        "times that are no seconds are left out, never an abort",
        arguments: [
            ("", 0.0), ("0.", 0), ("1.7e-05", 1.7e-05), ("-345345", 0), ("x.x.x.x", 0), ("1,234.5", 1234.5), ("12s", 0),
            ("1e999", 0), ("NaN", 0), (".5", 0.5), (".", 0), (" 2 ", 2), ("99999999999999999999", 1e20),
        ]
    )
    func times(_ text: String, _ seconds: Double) {
        let report = imported("<testsuite><testcase name='a' time='\(text)'/></testsuite>")
        #expect(report.tests?.tally == TestTally(passed: 1, duration: seconds))
    }

    @Test("a case that did not pass keeps its name, place and message; the message is clean and bounded")
    func details() throws {
        let report = imported(
            """
            <testsuite name="s&amp;t"><testcase classname="C" name="n&lt;1&gt;" file="a.py" line="7" time="2">
            <failure message="expected 1"><![CDATA[expected 1\nat x red]]></failure></testcase>
            <testcase name="long"><error>\(String(repeating: "é", count: 5_000))</error></testcase></testsuite>
            """
        )
        let cases = try #require(report.tests?.cases)
        #expect(
            cases[0]
                == TestCase(
                    suite: "s&t",
                    className: "C",
                    name: "n<1>",
                    file: "a.py",
                    line: 7,
                    status: .failed,
                    seconds: 2,
                    message: "expected 1\nat x red"
                )
        )
        #expect((cases[1].message?.utf8.count ?? 0) <= 2_060)
        #expect(cases[1].message?.hasPrefix("éé") == true)
    }

    @Test("properties of a case, and those of its suites that name a cell, are kept with it")
    func properties() {
        let report = imported(
            """
            <testsuite name="e2e"><properties><property name="browser" value="firefox"/><property name="version" value="latest"/>
            <property name="java.home" value="/x"/></properties>
            <testcase name="a"><properties><property name="journey" value="sign_up"/><property name="note">text</property></properties></testcase>
            </testsuite>
            """
        )
        #expect(
            report.tests?.cases.first?.properties == [
                "journey": "sign_up", "note": "text", "browser": "firefox", "version": "latest",
            ]
        )
        let plain = imported(
            "<testsuite><properties><property name='version' value='1'/></properties><testcase name='a'/></testsuite>"
        )
        #expect(plain.tests?.cases == [])
    }

    @Test("only what did not pass is kept, or everything where that is asked for")
    func keep() {
        let text = "<testsuite><testcase name='a'/><testcase name='b'><skipped message='why'/></testcase></testsuite>"
        #expect(imported(text).tests?.cases.map(\.name) == ["b"])
        #expect(imported(text, keep: .all).tests?.cases.map(\.name) == ["a", "b"])
    }

    @Test("after ten thousand failures the rest are counted, and a note says so")
    func bounded() {
        let body = String(repeating: "<testcase name='a'><failure message='m'/></testcase>", count: 10_003)
        let report = imported("<testsuite>\(body)</testsuite>")
        #expect(report.tests?.tally.failed == 10_003)
        #expect(report.tests?.cases.count == 10_000)
        #expect(report.notes == ["3 further cases that did not pass are counted, but kept without details"])
    }

    @Test("a total that differs from the cases is a warning; failures that are declared and not listed are errors")
    func mismatch() {
        let report = imported(
            "<testsuites tests='3' failures='1'><testsuite tests='2'><testcase/><testcase/></testsuite></testsuites>"
        )
        #expect(report.status == .warning)
        #expect(
            report.warnings == [
                "the report declares 3 tests and lists 2; what is listed counts",
                "declares 1 failed tests (the report) and lists 0: it counts as an error",
            ]
        )
        #expect(report.tests?.tally == TestTally(passed: 2, errors: 1))
    }

    @Test(
        "what a suite or the report declares as failed and does not list counts, in whichever way tools count",
        arguments: [
            ("<testsuites errors='6'><testsuite failures='4' errors='2'><testcase/></testsuite></testsuites>", 6),
            ("<testsuites errors='1'><testsuite><testcase/></testsuite><testsuite errors='1'/></testsuites>", 1),
            ("<testsuites errors='1'><testsuite errors='0'><testcase/></testsuite></testsuites>", 1),
            ("<testsuites><testsuite failures='2'/></testsuites>", 2),
            ("<testsuite failures='1'><testcase/><testsuite status='failed'><testcase/></testsuite></testsuite>", 1),
            // Errors among the failures; failed tries before a pass; elements instead of cases; a total of assertions.
            ("<testsuite failures='1' errors='1'><testcase><error/></testcase></testsuite>", 1),
            ("<testsuite failures='1'><testcase><flakyFailure/></testcase></testsuite>", 0),
            ("<testsuite failures='2'><testcase><failure/><failure/></testcase></testsuite>", 1),
            ("<testsuite tests='40' failures='0'><testcase/><testcase/></testsuite>", 0),
        ]
    )
    func declared(text: String, bad: Int) {
        let tally = imported(text).tests?.tally
        #expect((tally?.failed ?? 0) + (tally?.errors ?? 0) == bad)
    }

    @Test("Node.js counts inner suites as tests, which is no contradiction")
    func nodeTotals() {
        let report = imported(
            """
            <testsuites><testsuite name="a" disabled="0" errors="0" tests="2" failures="1" skipped="1">
            <testcase name="x" classname="test"/><testsuite name="b" disabled="0" errors="0" tests="3" failures="1" skipped="1">
            <testcase name="y" classname="test" failure="m"><failure type="testCodeFailure" message="m">m</failure></testcase>
            <testcase name="z"><skipped type="skipped" message="true"/></testcase><testcase name="w"/></testsuite></testsuite></testsuites>
            """
        )
        #expect(report.messages == [])
        #expect(report.tests?.tally == TestTally(passed: 2, failed: 1, skipped: 1))
    }

    @Test("elements of tests that are none of JUnit XML are no empty report of it")
    func foreign() {
        let report = imported("<testsuite name='s'><test name='a' result='fail'/></testsuite>")
        #expect(report.errors == ["holds 'test' elements and no test case: it is no JUnit XML"])
    }

    @Test("what a case wrote is its message where its failure says nothing, from the first line that tells of one")
    func output() {
        let report = imported(
            """
            <testsuite><testcase name='a'><failure message='Failed'/><system-out>begin
            a.c:3: assertion failed
            end</system-out></testcase>
            <testcase name='b'><failure message='m'>text</failure><system-out>noise</system-out></testcase></testsuite>
            """
        )
        #expect(report.tests?.cases.map(\.message) == ["a.c:3: assertion failed\nend", "m\ntext"])
    }

    @Test("a warning of PHPUnit is said; its case has passed")
    func warnings() {
        let report = imported(
            "<testsuite><testcase name='a'><warning>invalid provider</warning></testcase></testsuite>"
        )
        #expect(report.tests?.tally == TestTally(passed: 1))
        #expect(report.warnings == ["1 of the cases has a warning and counts as passed: a"])
    }

    @Test("a suite may declare its own cases or those of its inner suites as well")
    func nestedTotals() {
        let report = imported(
            "<testsuites><testsuite tests='1'><testcase/><testsuite tests='1'><testcase/></testsuite></testsuite></testsuites>"
        )
        #expect(report.messages == [])
    }

    @Test("no case at all is a warning; none where some were declared is an error without figures")
    func empty() {
        #expect(imported("<testsuites tests='0'/>").warnings == ["no test case"])
        let report = imported("<testsuites><testsuite tests='6'/></testsuites>")
        #expect(report.errors == ["declares 6 tests and lists none: nothing shows how they ended"])
        #expect(!report.carriesFigures)
    }

    @Test("failed tries without a final result are said")
    func onlyReruns() {
        let report = imported("<testsuite><testcase name='a'><rerunFailure/></testcase></testsuite>")
        #expect(report.warnings == ["1 cases tell of failed tries without a final failure: counted as passed"])
    }

    @Test("an external entity is never fetched and an entity bomb never expanded: both are errors")
    func entities() {
        let external = imported(
            "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='&x;'/></testsuite>"
        )
        #expect(external.status == .error)
        #expect(!external.carriesFigures)
        let levels = (1...9).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()
        let bomb = imported(
            "<!DOCTYPE t [<!ENTITY l0 'x'>\(levels)]><testsuite><testcase><failure>&l9;</failure></testcase></testsuite>"
        )
        #expect(bomb.status == .error)
        #expect(bomb.messages.first?.line == 1)
    }

    @Test("a case inside a case is an error, as it could hide a failure")
    func nestedCase() {
        let report = imported("<testsuite><testcase><testcase/></testcase></testsuite>")
        #expect(report.errors == ["a test case inside a test case"])
        #expect(report.messages.first?.column == 22)
    }

    @Test("a document of another root is refused by name", arguments: ["suites", "testcase", "html"])
    func otherRoot(_ name: String) {
        let report = imported("<\(name)></\(name)>", format: "junit")
        #expect(report.errors == ["root element '\(name)' is not one of JUnit XML (testsuites, testsuite)"])
    }
}
