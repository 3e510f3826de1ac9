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
