import Glibc
import Scanning
import Testing

private enum Tool {
    static let folders: [String] = {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return [Folder.projectRoot + "/.venv/bin"] + path.split(separator: ":").map(String.init)
    }()

    static let path = folders.joined(separator: ":")

    static func has(_ name: String) -> Bool { folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
}

extension JSON {
    fileprivate func members(_ keys: String...) -> JSON {
        keys.reduce(self) { value, key in value[key] ?? .null }
    }
}

@Suite("Work units, run for real")
struct WorkUnitRunTests {
    private func run(_ folder: Folder, _ arguments: [String] = []) throws -> (code: Int32, report: JSON, err: String) {
        let ended = Program.run(
            [Program.assay, "run", "--output", "json"] + arguments,
            in: folder,
            environment: ["PATH": Tool.path]
        )
        return (ended.code, try JSON(parsing: ended.out), ended.err)
    }

    private func step(_ name: String, _ report: JSON) -> JSON {
        (report["steps"]?.array ?? []).first { $0["name"]?.string == name } ?? .null
    }

    @Test("a matrix runs each combination with its own values, and what waits for the step waits for all of them")
    func matrix() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, parallel: true, steps: [last, cells]}]}
            steps:
              cells:
                matrix: {os: [linux, mac], version: [1, 2], exclude: [{os: mac, version: 1}]}
                env: {OS: "{matrix.os}"}
                run: 'echo "<testsuite tests=\\"1\\"><testcase name=\\"t\\"/></testsuite>" > {unit}.xml; echo $OS {matrix.version} >> all'
                reports: "{unit}.xml"
              last: {depends_on: [cells], run: "wc -l < all > count"}
            """,
            to: "assay.yaml"
        )
        let (code, report, _) = try run(folder)
        #expect(code == 0)
        #expect(folder.read("count").filter { !$0.isWhitespace } == "3")
        let cells = Set(folder.read("all").split(separator: "\n"))
        #expect(cells == ["linux 1", "linux 2", "mac 2"])
        #expect(step("cells (mac, 2)", report)["outcome"]?.string == "passed")
        let labels = (report["reports"]?.array ?? []).compactMap { $0["labels"]?["os"]?.string }
        #expect(labels.sorted() == ["linux", "linux", "mac"])
    }

    @Test("behind a step that failed, those that name it are skipped with the cause")
    func dependencies() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, parallel: true, steps: [a, b, c]}]}
            steps:
              a: {run: "exit 3"}
              b: {run: "touch b", depends_on: a}
              c: {run: "touch c"}
            """,
            to: "assay.yaml"
        )
        let (code, report, _) = try run(folder)
        #expect(code == 1)
        #expect(!folder.exists("b") && folder.exists("c"))
        #expect(step("b", report)["detail"]?.string?.contains("step \"a\" did not succeed") == true)
        #expect(step("a", report)["category"]?.string == "command")
    }

    @Test("a script gets its tests as arguments, never as text of the script, and in a file")
    func script() throws {
        let folder = Folder()
        folder.write("", to: "t/a $(touch hacked).txt")
        folder.write("", to: "t/b.txt")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [u]}]}
            steps:
              u:
                tests: t/*.txt
                shards: 2
                run: 'printf "%s|" "$@" > got-$TEST_SHARD_INDEX-$TEST_TOTAL_SHARDS; cat "$TEST_LIST_FILE" >> list'
            """,
            to: "assay.yaml"
        )
        let (_, report, _) = try run(folder)
        #expect(!folder.exists("hacked"))
        let got = [folder.read("got-0-2"), folder.read("got-1-2")].sorted()
        #expect(got == ["t/a $(touch hacked).txt|", "t/b.txt|"])
        #expect(folder.read("list").split(separator: "\n").count == 2)
        #expect(step("u", report)["parts"]?.array?.count == 2)
    }

    @Test("a step whose tests match nothing is no run")
    func nothing() {
        let folder = Folder()
        folder.write(
            "pipeline: {stages: [{name: s, steps: [u]}]}\nsteps: {u: {tests: \"t/*\", run: [x, \"{tests}\"]}}\n",
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("step \"u\" has no tests"))
    }

    @Test(
        "pytest: only what failed runs again, whatever its parameters, classes and namesakes; shards are one step",
        .enabled(if: Tool.has("pytest"), "pytest is missing: scripts/bootstrap test installs it into .venv")
    )
    func pytest() throws {
        let folder = Folder()
        folder.write(
            """
            import os, pytest
            class TestX:
                class TestInner:
                    @pytest.mark.parametrize("n", ["a/b", "x::y z"])
                    def test_same(self, n):
                        first = not os.path.exists("marker")
                        open("marker", "a").close()
                        assert not (first and n == "a/b")
                def test_same(self): open("count-a", "a").write("x")
            def test_same(): open("count-a", "a").write("x")
            """,
            to: "tests/test_a.py"
        )
        folder.write("def test_same(): open('count-b', 'a').write('x')\n", to: "tests/test_b.py")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: tests/test_*.py
                shards: 2
                run: [pytest, -q, -p, "no:cacheprovider", "{tests}", "--junitxml=out/{unit}.xml"]
                reports: ["out/{unit}.xml"]
                retries: {count: 1, when: [test_failure]}
            """,
            to: "assay.yaml"
        )
        let (code, report, err) = try run(folder)
        #expect(code == 0, "\(err)")
        #expect(folder.read("count-a") == "xx", "what passed did not run again")
        let suite = step("suite", report)
        #expect(suite["outcome"]?.string == "flaky" && suite["category"]?.string == "flaky")
        let attempts = suite["attempts"]?.array ?? []
        #expect(attempts.count == 3)
        let again = attempts.first { $0["number"]?.int == 2 }
        #expect(again?["selection"]?.string == "1 test that failed")
        #expect(attempts.compactMap { $0["category"]?.string } == ["test_failure"])
        #expect(suite["parts"]?.array?.count == 2)
        #expect(report.members("tests", "total").int == 5, "\(report.members("tests"))")
    }

    @Test(
        "node: only what failed runs again, nested or not",
        .enabled(if: Tool.has("node"), "node is missing")
    )
    func node() throws {
        let folder = Folder()
        folder.write(
            """
            const {test, describe, it} = require('node:test');
            const fs = require('node:fs'), assert = require('node:assert');
            const first = !fs.existsSync('marker');
            fs.writeFileSync('marker', '');
            const count = () => fs.appendFileSync('count', 'x');
            test('adds (1+1)', () => assert.ok(!first));
            describe('suite', () => { it('same', count); it('fails [first]', () => assert.ok(!first)); });
            test('same', count);
            """,
            to: "a.test.js"
        )
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: "*.test.js"
                run: [node, --test, --test-reporter=junit, "--test-reporter-destination={unit}.xml", "{tests}"]
                reports: ["{unit}.xml"]
                retries: 1
            """,
            to: "assay.yaml"
        )
        let (code, report, err) = try run(folder)
        #expect(code == 0, "\(err)")
        #expect(folder.read("count") == "xx", "what passed did not run again")
        #expect(step("suite", report)["attempts"]?.array?.last?["selection"]?.string == "2 tests that failed")
    }

    @Test(
        "CTest: of the tests that are listed by name those run again that failed",
        .enabled(if: Tool.has("ctest"), "ctest is missing")
    )
    func ctest() throws {
        let folder = Folder()
        folder.write(
            "add_test(a /bin/sh -c \"echo x >> count\")\nadd_test(b /bin/sh b.sh)\n",
            to: "CTestTestfile.cmake"
        )
        folder.write("if [ -e marker ]; then exit 0; fi; touch marker; exit 1\n", to: "b.sh")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: {list: "ctest -N | sed -n 's/.*Test *#[0-9]*: //p'"}
                run: |
                  ctest --output-junit "$PWD/{unit}.xml" -R "^($(IFS='|'; echo "$*"))$"
                reports: ["{unit}.xml"]
                retries: 1
            """,
            to: "assay.yaml"
        )
        let (code, report, err) = try run(folder)
        #expect(code == 0, "\(err)")
        #expect(folder.read("count") == "x\n", "what passed did not run again")
        #expect(step("suite", report)["attempts"]?.array?.last?["selection"]?.string == "1 test that failed")
    }

    @Test("--only takes one part of a step's tests, by the name that the terminal shows")
    func part() throws {
        let folder = Folder()
        for name in ["a", "b"] { folder.write("true\n", to: "t/\(name).sh") }
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: t/*.sh
                shards: 2
                run: echo "<testsuite><testcase name='$1'/></testsuite>" > {unit}.xml
                reports: ["{unit}.xml"]
            """,
            to: "assay.yaml"
        )
        let one = Program.run([Program.assay, "run", "--only", "suite [1/2]"], in: folder)
        #expect(
            one.code == 0 && one.out.contains("suite [1/2]") && !one.out.contains("PASS [2/2]"),
            "\(one.out)\(one.err)"
        )
        #expect(folder.exists("suite-1.xml") && !folder.exists("suite-2.xml"))
        let none = Program.run([Program.assay, "run", "--only", "suite [3/2]"], in: folder)
        #expect(none.code == 2 && none.err.contains("suite [3/2]"))
    }

    @Test(
        "what a part printed, why each runs, and which of them failed in how many of its tries, is told by their names"
    )
    func parts() {
        let folder = Folder()
        folder.write("true # the longest is in the first part\n", to: "t/a.sh")
        folder.write("true\n", to: "t/b.sh")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: t/*.sh
                shards: 2
                run: |
                  echo "this is $1"
                  echo "<testsuite><testcase name='$1'/></testsuite>" > {unit}.xml
                  [ "$1" != t/b.sh ] || [ -e again ] || { touch again; exit 1; }
                reports: ["{unit}.xml"]
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", "--repeat", "2", in: folder)
        #expect(
            ended.code == 1 && ended.out.contains("step suite [2/2] failed with exit code 1 in 1 of 2 tries"),
            "\(ended.out)"
        )
        let logs = Program.assay("logs", "latest", "suite", in: folder).out
        // Both parts run at the same time, and either may end first.
        let parts = ["──── suite [1/2], try 2\nthis is t/a.sh\n", "──── suite [2/2], try 2\nthis is t/b.sh\n"]
        #expect(parts.allSatisfy(logs.contains) && logs.utf8.count == parts.joined().utf8.count, "\(logs)")
        #expect(Program.assay("logs", "latest", "suite [2/2]", in: folder).out == "this is t/b.sh\n")
        let why = Program.assay("explain", "suite", in: folder)
        #expect(why.code == 0 && why.out.contains("suite [1/2]  (unit, stage s)"), "\(why.out)\(why.err)")
        #expect(why.out.contains("suite [2/2]  (unit, stage s)"))
        let none = Program.assay("explain", "suit", in: folder)
        #expect(none.code == 2 && none.err.contains("did you mean \"suite\"?"), "\(none.err)")
    }

    @Test("where a failed test is none of those that are listed, all run again, and that is said")
    func undivided() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: {list: "printf 'a\\nb\\n'"}
                run: |
                  : "$@"
                  if [ -e marker ]; then bad=; else bad='<failure/>'; touch marker; fi
                  echo "<testsuite><testcase name='odd'>$bad</testcase></testsuite>" > {unit}.xml
                  [ -z "$bad" ]
                reports: ["{unit}.xml"]
                retries: 1
            """,
            to: "assay.yaml"
        )
        let (code, report, err) = try run(folder)
        #expect(code == 0, "\(err)")
        let again = step("suite", report)["attempts"]?.array?.last?["selection"]?.string
        #expect(again?.contains("none of those that are listed") == true, "\(again ?? "")")
    }

    @Test(
        "a new test runs as often as is asked before it counts, the others once",
        .enabled(if: Tool.has("pytest"), "pytest is missing: scripts/bootstrap test installs it into .venv")
    )
    func newTests() throws {
        let folder = Folder()
        let old = "def test_old(): open('old', 'a').write('x')\n"
        folder.write(old, to: "test_a.py")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [suite]}]}
            steps:
              suite:
                tests: test_*.py
                run: [pytest, -q, -p, "no:cacheprovider", "{tests}", "--junitxml={unit}.xml"]
                reports: ["{unit}.xml"]
                new_tests: {repeat: 3}
            """,
            to: "assay.yaml"
        )
        #expect(try run(folder).code == 0)
        #expect(folder.read("old") == "x", "in the first run of all nothing is new")
        folder.write(old + "def test_new(): open('new', 'a').write('x')\n", to: "test_a.py")
        let (code, report, err) = try run(folder)
        #expect(code == 0, "\(err)")
        #expect(folder.read("old") == "xx" && folder.read("new") == "xxx")
        #expect(step("suite", report)["outcome"]?.string == "passed")
        let shaky = "def test_shaky():\n    open('shaky', 'a').write('x')\n    assert len(open('shaky').read()) != 3\n"
        folder.write(old + shaky, to: "test_a.py")
        let (failed, second, _) = try run(folder)
        #expect(failed == 1)
        #expect(step("suite", second)["category"]?.string == "flaky")
    }

    @Test("--repeat runs a step again and again, and one failure among its runs is a failure")
    func repeated() throws {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [a, b]}]}
            steps:
              a: {run: 'echo x >> a; test $(wc -l < a) -ne 2'}
              b: {run: 'echo x >> b'}
            """,
            to: "assay.yaml"
        )
        let (code, report, _) = try run(folder, ["--repeat", "4"])
        #expect(code == 1)
        #expect(folder.read("a").count == 8 && folder.read("b").count == 8)
        #expect(step("a", report)["category"]?.string == "flaky")
        #expect(step("b", report)["outcome"]?.string == "passed")
    }

    @Test("slices of one plan make the run that was planned; a missing one, and one of another plan, are errors")
    func slices() throws {
        let folder = Folder()
        for name in ["a", "b", "c"] { folder.write("", to: "t/\(name).txt") }
        folder.write(
            """
            pipeline: {stages: [{name: s, parallel: true, steps: [build, u, lone]}]}
            steps:
              build: {run: "echo x >> built"}
              lone: {run: "true"}
              u:
                depends_on: build
                tests: t/*.txt
                shards: 3
                run: 'echo "<testsuite tests=\\"1\\"><testcase name=\\"$1\\"/></testsuite>" > {unit}.xml'
                reports: "{unit}.xml"
            """,
            to: "assay.yaml"
        )
        #expect(Program.assay("plan", "--slices", "2", "--output", "plan.json", in: folder).code == 0)
        for slice in ["1/2", "2/2"] {
            let ended = Program.assay("run", "--shard", slice, "--plan", "plan.json", in: folder)
            #expect(ended.code == 0 || ended.code == 4, "\(ended.out)\(ended.err)")
            let name = "slice\(slice.prefix(1)).json"
            #expect(Program.run(["/bin/cp", ".assay/latest/summary.json", name], in: folder).code == 0)
        }
        let both = ["slice1.json", "slice2.json"]
        let united = Program.run(
            [Program.assay, "aggregate", "--plan", "plan.json", "--output", "whole.json", "--summaries"] + both,
            in: folder
        )
        #expect(united.code == 0, "\(united.err)")
        let whole = try JSON(parsing: folder.read("whole.json"))
        let names = (whole["steps"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(names.sorted() == ["build", "lone", "u"])
        #expect(whole["reports"]?.array?.count == 3, "each test once")
        let missing = Program.run(
            [Program.assay, "aggregate", "--plan", "plan.json", "--output", "x.json", "--summaries", "slice1.json"],
            in: folder
        )
        #expect(missing.code == 3 && missing.err.contains("slice 2 of 2 is missing"))
        #expect(!folder.exists("x.json"))
        folder.write(folder.read("assay.yaml") + "\n  more: {run: x}\n", to: "assay.yaml")
        folder.write(
            folder.read("assay.yaml").replacing("steps: [build", with: "steps: [more, build"),
            to: "assay.yaml"
        )
        let other = Program.assay("run", "--shard", "1/2", "--plan", "plan.json", in: folder)
        #expect(other.code == 2 && other.err.contains("another configuration"))
    }
}
