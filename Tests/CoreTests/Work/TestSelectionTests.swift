import Core
import Testing

@Suite("Failed tests as arguments of their runner")
struct TestSelectionTests {
    private func failed(_ name: String, className: String? = nil, file: String? = nil) -> TestCase {
        TestCase(className: className, name: name, file: file, status: .failed)
    }

    @Test(
        "pytest takes the file, the classes and the name with its parameters",
        arguments: [
            ("tests.test_a", "test_x", "tests/test_a.py::test_x"),
            ("tests.test_a.TestX", "test_x[1-a/b]", "tests/test_a.py::TestX::test_x[1-a/b]"),
            ("tests.test_a.TestX.TestInner", "test_x", "tests/test_a.py::TestX::TestInner::test_x"),
            ("tests.test_a_more", "test_x", "tests/test_a_more.py::test_x"),
        ]
    )
    func pytest(className: String, name: String, argument: String) throws {
        let files = ["tests/test_a.py", "tests/test_a_more.py"]
        let selected = TestSelection.pytest.select([failed(name, className: className)], of: files, folder: "")
        #expect(selected?.arguments == [argument])
    }

    @Test("a name that XML could not hold runs its whole file, and that is said")
    func wholeFile() throws {
        let test = failed("test_x[#x1B]", className: "test_a")
        let selected = try #require(TestSelection.pytest.select([test], of: ["test_a.py"], folder: "sub/"))
        #expect(selected.arguments == ["test_a.py"])
        #expect(selected.words == "whole files of 1 test that failed")
    }

    @Test("where a test belongs to no file of the unit, nothing is chosen and the whole unit runs")
    func unknown() {
        #expect(TestSelection.pytest.select([failed("x", className: "other")], of: ["a.py"], folder: "") == nil)
        #expect(TestSelection.pytest.select([], of: ["a.py"], folder: "") == nil)
    }

    @Test("node takes a pattern of exact names and the files")
    func node() {
        let tests = [
            failed("adds (1+1)", file: "/work/app/a.test.js"), failed("adds (1+1)", file: "/work/app/b.test.js"),
        ]
        let selected = TestSelection.nodeTest.select(
            tests,
            of: ["a.test.js", "b.test.js", "c.test.js"],
            folder: "app/"
        )
        #expect(selected?.arguments == ["--test-name-pattern=(^| )(adds \\(1\\+1\\))$", "a.test.js", "b.test.js"])
        let nameless = TestSelection.nodeTest.select([failed("x")], of: ["a.test.js", "b.test.js"], folder: "")
        #expect(nameless?.arguments == ["--test-name-pattern=(^| )(x)$", "a.test.js", "b.test.js"])
    }

    @Test(
        "tools that take a pattern of names get it in front of the files",
        arguments: [
            (TestSelection.jest, "--testNamePattern=(^| )(adds)$"), (.mocha, "--grep=(^| )(adds)$"),
            (.playwright, "--grep=(^| )(adds)$"),
        ]
    )
    func patterns(tool: TestSelection, option: String) {
        let selected = tool.select([failed("adds", file: "a.js")], of: ["a.js", "b.js"], folder: "")
        #expect(selected?.arguments == [option, "a.js"])
    }

    @Test("Go takes the functions and the packages of what failed, a subtest by its function")
    func go() {
        let tests = [
            failed("TestAdd/one_and_one", className: "acme.org/app/pay"),
            failed("TestTax", className: "acme.org/app/pay"),
        ]
        let selected = TestSelection.goTest.select(tests, of: ["./pay", "./tax"], folder: "")
        #expect(selected?.arguments == ["-run=^(TestAdd|TestTax)$", "./pay"])
        let unplaced = TestSelection.goTest.select([failed("TestTax")], of: ["./pay", "./tax"], folder: "")
        #expect(unplaced?.arguments == ["-run=^(TestTax)$", "./pay", "./tax"])
    }

    @Test(
        "whatever takes its tests as they are listed gets those that failed, by name, class or file",
        arguments: [
            (["add", "sub"], "add", "add", nil, "add"),
            (["math::add", "math::sub"], "add", "math", nil, "math::add"),
            (["com.acme.PayTest", "com.acme.TaxTest"], "adds", "com.acme.PayTest", nil, "com.acme.PayTest"),
            (["com.acme.TaxTest", "com.acme.PayTest"], "adds", "com.acme.PayTest", nil, "com.acme.PayTest"),
            (["com.acme.PayTest#adds"], "adds", "com.acme.PayTest", nil, "com.acme.PayTest#adds"),
            (
                ["src/test/java/com/acme/PayTest.java"], "adds", "com.acme.PayTest$Inner", nil,
                "src/test/java/com/acme/PayTest.java"
            ),
            (["t/a.sh", "t/b.sh"], "works", nil, "t/b.sh", "t/b.sh"),
        ] as [([String], String, String?, String?, String)]
    )
    func listed(files: [String], name: String, className: String?, file: String?, argument: String) {
        let test = failed(name, className: className, file: file)
        #expect(TestSelection.listed.select([test], of: files, folder: "")?.arguments == [argument])
        #expect(TestSelection.listed.select([test, failed("other")], of: files, folder: "") == nil)
    }

    @Test("a class that is not listed is not taken for one that stands beside it")
    func unlisted() {
        let test = failed("adds", className: "com.acme.Other")
        #expect(TestSelection.listed.select([test], of: ["com.acme.PayTest"], folder: "") == nil)
        #expect(TestSelection.listed.select([test], of: ["a/pay.py", "a/pay.js"], folder: "") == nil)
    }

    @Test(
        "which tool a step calls decides how it is told",
        arguments: [
            ("go test -json {tests}", TestSelection.goTest), ("go vet {tests}", .listed),
            ("npx vitest run {tests}", .jest),
            ("node --test {tests}", .nodeTest), ("node build.js {tests}", .listed),
            ("python3 -m pytest {tests}", .pytest),
            ("bundle exec rspec {tests}", .rspec), ("./mine {tests}", .listed),
            ("npx playwright test {tests}", .playwright),
        ]
    )
    func tools(command: String, selection: TestSelection) {
        let words = command.split(separator: " ").map(String.init)
        #expect(Step(name: "s", action: .arguments(words)).knownSelection == selection)
        #expect(Step(name: "s", action: .script(command)).knownSelection == selection)
    }

    @Test("times of earlier runs come to the file or the name that a step lists, and are added up")
    func durations() {
        let runs = [
            [
                TestObservation(key: TestKey(className: "tests.test_a", name: "x"), outcome: .passed, seconds: 1),
                TestObservation(key: TestKey(className: "tests.test_a.C", name: "y"), outcome: .failed, seconds: 2),
                TestObservation(key: TestKey(file: "tests/b.test.js", name: "z"), outcome: .passed, seconds: 5),
            ]
        ]
        let listed = ["tests/test_a.py", "tests/b.test.js", "tests/new.py"].map { ListedTest($0) }
        #expect(TestDurations.known(listed, runs: runs, folder: "").map(\.seconds) == [3, 5, nil])
        let single = [ListedTest("tests/test_a.py::C::y"), ListedTest("tests/test_a.py::x")]
        #expect(TestDurations.known(single, runs: runs, folder: "").map(\.seconds) == [2, 1])
    }
}
