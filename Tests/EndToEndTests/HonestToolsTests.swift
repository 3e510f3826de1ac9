import Scanning
import Testing

/// A project as a team has it on its first day with Assay: fifteen old injections, tests, coverage, four tools, no script.
@Suite(
    "Honest work with real tools",
    .enabled(
        if: Tools.has("ruff", "bandit", "detect-secrets", "pytest", "coverage"),
        "ruff, bandit, detect-secrets, pytest or coverage is missing: scripts/bootstrap test installs them into .venv"
    )
)
struct HonestToolsTests {
    private final class Project {
        let folder = Folder()

        init() {
            folder.write(Self.configuration, to: "assay.yaml")
            folder.write(
                ".assay/\nreports/*.*\nreports/attempt-*/\n.coverage\n__pycache__/\n.pytest_cache/\n.ruff_cache/\n",
                to: ".gitignore"
            )
            folder.write("", to: "reports/keep")
            folder.write("", to: "shop/__init__.py")
            folder.write(Self.cart, to: "shop/cart.py")
            folder.write(Self.legacy, to: "shop/legacy.py")
            folder.write(Self.tests, to: "tests/test_cart.py")
            git("init", "-q", "-b", "main", ".")
            commit()
            git("checkout", "-q", "-b", "feature")
        }

        func git(_ arguments: String...) {
            let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
            #expect(Program.run(["/usr/bin/env", "git"] + identity + arguments, in: folder).code == 0)
        }

        func commit() {
            git("add", "-A")
            git("commit", "-qm", "x")
        }

        func append(_ text: String, to file: String) { folder.write(folder.read(file) + text, to: file) }

        /// Runs the pipeline with the change committed; the lines of what is shown.
        func run() -> (code: Int32, text: String) {
            commit()
            let ended = Program.assay(
                "run",
                in: folder,
                environment: ["PATH": Tools.path, "PYTHONDONTWRITEBYTECODE": "1"]
            )
            return (ended.code, ended.out + ended.err)
        }

        static let configuration = """
            pipeline:
              stages:
                - {name: checks, parallel: true, steps: [unit, lint, security, secrets]}
            steps:
              unit:
                run: |
                  code=0
                  coverage run --source=shop -m pytest -q -p no:cacheprovider \\
                    --junitxml=reports/attempt-$ASSAY_ATTEMPT/unit.xml || code=$?
                  coverage xml -q -o reports/coverage.xml
                  exit $code
                retries: 1
                flaky_result: fail
                reports: ["reports/attempt-*/unit.xml", reports/coverage.xml]
              lint:
                run: [ruff, check, --isolated, "--select=E9,F", --output-format=sarif, --output-file=reports/ruff.sarif, shop, tests]
                kind: quality
                exit_codes: {findings: [1]}
                reports: [{path: reports/ruff.sarif, examined: ["shop/**/*.py", "tests/**/*.py"]}]
              security:
                run: [bandit, -q, -r, shop, -f, json, -o, reports/bandit.json]
                kind: security
                exit_codes: {findings: [1]}
                reports: [{path: reports/bandit.json, rules: default}]
              secrets:
                run: detect-secrets scan --no-verify --all-files shop tests > reports/secrets.json
                kind: security
                reports:
                  - {path: reports/secrets.json, examined: ["shop/**", "tests/**"], labels: {scope: worktree}}
            code_quality_gate:
              criteria:
                linting: {pass_rate: 100%}
            coverage_gate:
              criteria:
                new_code: {threshold: ">= 90%"}
            security_gate:
              criteria:
                code_security:
                  secrets_scan: no findings
                  injection_vulnerabilities: no findings
                  applies_to: new_code

            """

        static let cart = """
            def total(prices, discount=0):
                result = sum(prices)
                if discount:
                    result -= discount
                return result

            """

        static let legacy = (1...15).map { number in
            """
            def find_\(number)(cursor, name):
                return cursor.execute("SELECT * FROM table_\(number) WHERE name = '%s'" % name)


            """
        }.joined()

        static let tests = """
            from shop.cart import total


            def test_total():
                assert total([1, 2]) == 3


            def test_discount():
                assert total([5], discount=2) == 3

            """
    }

    @Test("is green with no script between the tools and Assay, old findings or not")
    func green() {
        let project = Project()
        project.append("\n\ndef double(price):\n    return total([price, price])\n", to: "shop/cart.py")
        project.append(
            "\n\ndef test_double():\n    from shop.cart import double\n    assert double(2) == 4\n",
            to: "tests/test_cart.py"
        )
        let ended = project.run()
        #expect(ended.code == 0, "\(ended.text)")
    }

    @Test("a function that no test calls is red, with its first line")
    func untested() {
        expect("shop/cart.py:9", after: "\n\ndef untested(price):\n    return price + 1\n", to: "shop/cart.py")
    }

    @Test("a failing test is red, with the line that fails")
    func failing() {
        expect(
            "tests/test_cart.py:13",
            after: "\n\ndef test_wrong():\n    assert total([1]) == 2\n",
            to: "tests/test_cart.py"
        )
    }

    @Test("a flaky test is red where the step says so, and named")
    func flaky() {
        let test = """


            def test_flaky():
                import os
                assert os.environ["ASSAY_ATTEMPT"] != "1"

            """
        expect("test_flaky", after: test, to: "tests/test_cart.py")
    }

    @Test("a secret is red, with its line")
    func secret() {
        expect("shop/cart.py:7", after: "\nKEY = \"AKIAIOSFODNN7EXAMPLE\"\n", to: "shop/cart.py")
    }

    @Test("a linter's error is red, with its line")
    func lint() {
        expect("tests/test_cart.py:10", after: "import os\n", to: "tests/test_cart.py")
    }

    @Test("a new injection is red, and named alone among fifteen old ones")
    func injection() {
        let query =
            "def find_new(cursor, name):\n    return cursor.execute(\"SELECT * FROM new WHERE name = '%s'\" % name)\n"
        let text = expect("shop/legacy.py:47", after: query, to: "shop/legacy.py")
        #expect(!text.contains("shop/legacy.py:2 "), "\(text)")
        #expect(text.contains("1 of 16 open findings new"), "\(text)")
    }

    /// Red, with a place in what is shown: the first place of all.
    @discardableResult
    private func expect(_ place: String, after text: String, to file: String) -> String {
        let project = Project()
        project.append(text, to: file)
        let ended = project.run()
        #expect(ended.code == 1, "\(ended.text)")
        #expect(ended.text.contains(place), "\(ended.text)")
        return ended.text
    }
}
