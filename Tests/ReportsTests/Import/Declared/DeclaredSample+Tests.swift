import Core

extension DeclaredSample {
    /// Two documents: in the first a figure says that something failed, and nothing is listed as failed.
    static let tests: [DeclaredSample] = junit + xmlTests + jsonTests

    private static let junit = [
        DeclaredSample(
            "junit",
            .failedTests,
            """
            <testsuites tests='3' failures='1' errors='1'><testsuite><testcase name='a'/></testsuite></testsuites>
            """,
            // Surefire counts what passed at a later try among the failures.
            honest: """
                <testsuite tests='2' failures='1' errors='0'><testcase name='a'/>
                <testcase name='b'><flakyFailure message='x'/></testcase></testsuite>
                """
        )
    ]

    private static let xmlTests = [
        DeclaredSample(
            "nunit2",
            .failedTests,
            "<test-results total='1' errors='3' failures='2'><test-case result='Success'/></test-results>",
            honest: """
                <test-results total='1' errors='0' failures='0'><test-case result='Success'/></test-results>
                """
        ),
        DeclaredSample(
            "nunit3",
            .failedTests,
            "<test-run total='2' passed='1' failed='1'><test-case result='Passed'/></test-run>",
            honest: "<test-run total='1' passed='1' failed='0'><test-case result='Passed'/></test-run>"
        ),
        DeclaredSample(
            "nunit3",
            .failedRun,
            "<test-run result='Failed'><test-case result='Passed'/></test-run>",
            honest: "<test-run result='Passed'><test-case result='Passed'/></test-run>"
        ),
        DeclaredSample(
            "xunit",
            .failedTests,
            """
            <assemblies><assembly total='1' failed='0' errors='1' run-date='x'><test result='Pass'/></assembly></assemblies>
            """,
            honest: """
                <assemblies><assembly total='1' failed='0' errors='0' run-date='x'><test result='Pass'/></assembly></assemblies>
                """
        ),
        DeclaredSample(
            "trx",
            .failedTests,
            """
            <TestRun><Results><UnitTestResult outcome="Passed"/></Results>
            <ResultSummary outcome="Completed"><Counters total="2" passed="1" failed="0" timeout="1"/></ResultSummary></TestRun>
            """,
            honest: """
                <TestRun><Results><UnitTestResult outcome="Passed"/></Results>
                <ResultSummary outcome="Completed"><Counters total="1" passed="1" failed="0" timeout="0"/></ResultSummary></TestRun>
                """
        ),
        DeclaredSample(
            "trx",
            .failedRun,
            """
            <TestRun><Results><UnitTestResult outcome='Passed'/></Results><ResultSummary outcome='Failed'/></TestRun>
            """,
            honest: """
                <TestRun><Results><UnitTestResult outcome='Passed'/></Results><ResultSummary outcome='Completed'/></TestRun>
                """
        ),
        DeclaredSample(
            "testng",
            .failedTests,
            """
            <testng-results total='2' passed='1' failed='1'><test-method status='PASS' name='a'/></testng-results>
            """,
            honest: """
                <testng-results total='1' passed='1' failed='0'><test-method status='PASS' name='a'/></testng-results>
                """
        ),
        DeclaredSample(
            "robot",
            .failedTests,
            """
            <robot><suite name="s"><test name="a"><status status="PASS"/></test></suite>
            <statistics><total><stat pass="1" fail="1">All Tests</stat></total></statistics></robot>
            """,
            honest: """
                <robot><suite name="s"><test name="a"><status status="PASS"/></test></suite>
                <statistics><total><stat pass="1" fail="0">All Tests</stat></total></statistics></robot>
                """
        ),
        DeclaredSample(
            "libcheck",
            .failedRun,
            """
            <testsuites xmlns="http://check.sourceforge.net/ns"><datetime>x</datetime><suite><title>s</title>
            <test result="success"><id>a</id></test></suite></testsuites>
            """,
            honest: """
                <testsuites xmlns="http://check.sourceforge.net/ns"><datetime>x</datetime><suite><title>s</title>
                <test result="success"><id>a</id></test></suite><duration>0.1</duration></testsuites>
                """
        ),
    ]

    private static let jsonTests = [
        DeclaredSample(
            "ctrf",
            .failedTests,
            #"""
            {"results": {"tool": {"name": "t"}, "summary": {"failed": 2}, "tests": [{"name": "a", "status": "passed"}]}}
            """#,
            honest: #"""
                {"results": {"tool": {"name": "t"}, "summary": {"failed": 0}, "tests": [{"name": "a", "status": "passed"}]}}
                """#
        ),
        DeclaredSample(
            "jest-json",
            .failedTests,
            #"""
            {"numTotalTests": 2, "numFailedTests": 1, "testResults": [{"name": "a", "assertionResults": [{"title": "x", "status": "passed"}]}]}
            """#,
            honest: #"""
                {"numTotalTests": 1, "numFailedTests": 0, "testResults": [{"name": "a", "assertionResults": [{"title": "x", "status": "passed"}]}]}
                """#
        ),
        DeclaredSample(
            "jest-json",
            .failedRun,
            #"""
            {"numTotalTests": 1, "wasInterrupted": true, "testResults": [{"name": "a", "assertionResults": [{"title": "x", "status": "passed"}]}]}
            """#,
            honest: #"""
                {"numTotalTests": 1, "wasInterrupted": false, "success": true, "testResults": [{"name": "a", "assertionResults": [{"title": "x", "status": "passed"}]}]}
                """#
        ),
        DeclaredSample(
            "mocha-json",
            .failedTests,
            #"""
            {"stats": {"tests": 2, "passes": 1, "failures": 1}, "tests": [{"title": "a"}], "passes": [{"title": "a"}], "failures": []}
            """#,
            honest: #"""
                {"stats": {"tests": 1, "passes": 1, "failures": 0}, "tests": [{"title": "a"}], "passes": [{"title": "a"}], "failures": []}
                """#
        ),
        DeclaredSample(
            "mochawesome",
            .failedTests,
            #"""
            {"stats": {"tests": 2, "passes": 1, "failures": 1}, "results": [{"tests": [{"title": "a", "state": "passed"}]}]}
            """#,
            honest: #"""
                {"stats": {"tests": 1, "passes": 1, "failures": 0}, "results": [{"tests": [{"title": "a", "state": "passed"}]}]}
                """#
        ),
        DeclaredSample(
            "pytest-json-report",
            .failedTests,
            #"""
            {"exitcode": 0, "summary": {"total": 2, "failed": 1}, "tests": [{"nodeid": "a::b", "outcome": "passed"}]}
            """#,
            honest: #"""
                {"exitcode": 0, "summary": {"total": 1}, "tests": [{"nodeid": "a::b", "outcome": "passed"}]}
                """#
        ),
        DeclaredSample(
            "pytest-json-report",
            .failedRun,
            #"{"exitcode": 1, "summary": {"total": 1}, "tests": [{"nodeid": "a::b", "outcome": "passed"}]}"#,
            honest: #"""
                {"exitcode": 0, "summary": {"total": 1}, "tests": [{"nodeid": "a::b", "outcome": "passed"}]}
                """#
        ),
        DeclaredSample(
            "rspec-json",
            .failedTests,
            #"{"examples": [{"status": "passed"}], "summary": {"example_count": 2, "failure_count": 1}}"#,
            honest: #"""
                {"examples": [{"status": "passed"}], "summary": {"example_count": 1, "failure_count": 0}}
                """#
        ),
        DeclaredSample(
            "playwright-json",
            .failedTests,
            #"""
            {"config": {}, "suites": [{"specs": [{"title": "a", "tests": [{"status": "expected"}]}]}], "stats": {"expected": 1, "skipped": 0, "unexpected": 1, "flaky": 0}}
            """#,
            honest: #"""
                {"config": {}, "suites": [{"specs": [{"title": "a", "tests": [{"status": "expected"}]}]}], "stats": {"expected": 1, "skipped": 0, "unexpected": 0, "flaky": 0}}
                """#
        ),
        DeclaredSample(
            "dart-json",
            .failedRun,
            """
            {"protocolVersion": "0.1.1", "runnerVersion": "1", "type": "start"}
            {"test": {"id": 1, "name": "a"}, "type": "testStart"}
            {"testID": 1, "result": "success", "hidden": false, "type": "testDone"}
            {"success": false, "type": "done"}
            """,
            honest: """
                {"protocolVersion": "0.1.1", "runnerVersion": "1", "type": "start"}
                {"test": {"id": 1, "name": "a"}, "type": "testStart"}
                {"testID": 1, "result": "success", "hidden": false, "type": "testDone"}
                {"success": true, "type": "done"}
                """
        ),
        DeclaredSample(
            "cucumber-messages",
            .failedRun,
            """
            {"pickle": {"id": "p", "name": "a", "steps": [{}]}}
            {"testCase": {"id": "c", "pickleId": "p"}}
            {"testCaseStarted": {"id": "s", "testCaseId": "c"}}
            {"testStepFinished": {"testCaseStartedId": "s", "testStepResult": {"status": "PASSED"}}}
            {"testCaseFinished": {"testCaseStartedId": "s"}}
            {"testRunFinished": {"success": false}}
            """,
            honest: """
                {"pickle": {"id": "p", "name": "a", "steps": [{}]}}
                {"testCase": {"id": "c", "pickleId": "p"}}
                {"testCaseStarted": {"id": "s", "testCaseId": "c"}}
                {"testStepFinished": {"testCaseStartedId": "s", "testStepResult": {"status": "PASSED"}}}
                {"testCaseFinished": {"testCaseStartedId": "s"}}
                {"testRunFinished": {"success": true}}
                """
        ),
    ]
}
