import Core
import Reports
import Testing

@Suite struct TAPImporterTests {
    static let examples = [
        TestReportExample(
            "ok, not ok and directives",
            ##"""
            TAP version 13
            ok 1 - a # time=500ms
            not ok 2 - b
              ---
              duration_ms: 250
              ...
            ok 3 # SKIP later
            not ok 4 c # todo soon
            ok 5 \# no directive
            1..5

            """##,
            TestTally(passed: 2, failed: 1, skipped: 2, duration: 0.75)
        ),
        TestReportExample(
            "a directive is a whole word behind the first number sign, and what is skipped may not fail",
            ##"""
            1..7
            not ok 1 - opens #todolist page
            not ok 2 - x # TODOORNOT
            not ok 3 - y # SKIP no database
            not ok 4 - z # TODO: later
            ok 5 - w # skip
            not ok 6 - bug #12 # TODO later
            not ok 7 - bug \#12 # TODO later

            """##,
            TestTally(failed: 4, skipped: 3)
        ),
        TestReportExample(
            "subtests are parts of their test",
            ##"""
            1..1
                ok 1 - in
                not ok 2 - in
                1..2
            not ok 1 - out

            """##,
            TestTally(failed: 1)
        ),
        TestReportExample(
            "planned tests that are missing are an error",
            ##"""
            1..3
            ok 1

            """##,
            TestTally(passed: 1, errors: 1),
            warnings: 2
        ),
        TestReportExample(
            "tests beyond the plan are an error",
            ##"""
            1..1
            ok 1
            ok 2

            """##,
            TestTally(passed: 2, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a bail-out is an error",
            ##"""
            ok 1
            Bail out! no database

            """##,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "nothing planned is said",
            ##"""
            1..0 # skip all

            """##,
            TestTally(),
            warnings: 1
        ),
        TestReportExample(
            "a last line without an end is said",
            ##"""
            1..1
            ok 1
            """##,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "tap") }

    @Test("without a plan nothing says that it is complete")
    func refused0() {
        expectRefused(
            ##"""
            ok 1 - a
            ok 2 - b
            """##,
            format: "tap",
            "no plan"
        )
    }

    @Test("a plan that is cut is an error")
    func refused1() {
        expectRefused(
            ##"""
            ok 1 - a
            ok 2 - b
            1..1
            """##,
            format: "tap",
            "cut"
        )
    }
}
