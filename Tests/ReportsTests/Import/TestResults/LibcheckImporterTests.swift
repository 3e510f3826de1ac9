import Core
import Reports
import Testing

@Suite struct LibcheckImporterTests {
    private func log(_ tests: String, end: String = "<duration>0.1</duration>") -> String {
        """
        <?xml version="1.0"?>
        <testsuites xmlns="http://check.sourceforge.net/ns"><datetime>2026-01-01 10:00:00</datetime>
        <suite><title>Lists</title>\(tests)</suite>\(end)</testsuites>
        """
    }

    @Test("its tests are read, although its root is called as that of JUnit XML")
    func details() {
        let report = imported(
            log(
                """
                <test result="failure"><path>src</path><fn>list.c:27</fn><id>appends</id><iteration>2</iteration>
                <duration>0.5</duration><description>Core</description><message>Assertion failed</message></test>
                <test result="success"><path>.</path><fn>a.c:1</fn><id>b</id><iteration>0</iteration></test>
                <test result="error"><id>c</id></test>
                """
            )
        )
        #expect(report.format == "libcheck")
        #expect(report.tests?.tally == TestTally(passed: 1, failed: 1, errors: 1, duration: 0.5))
        #expect(
            report.tests?.cases.first
                == TestCase(
                    suite: "Lists",
                    className: "Core",
                    name: "appends[2]",
                    file: "src/list.c",
                    line: 27,
                    status: .failed,
                    seconds: 0.5,
                    message: "Assertion failed"
                )
        )
    }

    @Test("a log that ends before its run did is an error")
    func stopped() {
        let report = imported(log("<test result='success'><id>a</id></test>", end: ""))
        #expect(report.tests?.tally == TestTally(passed: 1, errors: 1))
    }
}
