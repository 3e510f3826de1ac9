import Testing

@Suite("assay init")
struct InitTests {
    private static let environment = ["PATH": Tools.path, "PYTHONDONTWRITEBYTECODE": "1"]

    private func assay(_ arguments: String..., in folder: Folder) -> Program.Ended {
        Program.run([Program.assay] + arguments, in: folder, environment: Self.environment)
    }

    /// Small projects as people have them, each with something that is not perfect.
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var needs: [String]
        var files: [String: String]
        /// What the written file has to hold.
        var holds: [String]

        var testDescription: String { name }
    }

    static let samples: [Sample] = [
        Sample(
            name: "Python",
            needs: ["pytest", "coverage", "ruff"],
            files: [
                "pyproject.toml":
                    "[project]\nname = \"shop\"\nversion = \"1\"\n[dependency-groups]\ndev = [\"pytest-cov\", \"ruff\"]\n",
                "shop/__init__.py": "",
                "shop/cart.py":
                    "import os\n\n\ndef total(prices):\n    return sum(prices)\n\n\ndef other(one):\n    return one\n",
                "tests/test_cart.py":
                    "from shop.cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n",
                "conftest.py": "",
            ],
            holds: ["unit: {preset: pytest-cov}", "threshold: \">= 80%\"", "pass_rate: \">= "]
        ),
        Sample(
            name: "Node.js",
            needs: ["node"],
            files: [
                "package.json":
                    "{\"name\": \"shop\", \"type\": \"module\", \"scripts\": {\"test\": \"node --test\"}}\n",
                "src/cart.js":
                    "export const total = (prices) => prices.reduce((a, b) => a + b, 0);\nexport function other(a) {\n  return a;\n}\n",
                "test/cart.test.js":
                    "import test from 'node:test';\nimport assert from 'node:assert';\nimport { total } from '../src/cart.js';\ntest('total', () => assert.equal(total([1, 2]), 3));\n",
            ],
            holds: ["unit: {preset: node-test-coverage}", "threshold: \">= "]
        ),
        Sample(
            name: "C",
            needs: ["cmake", "ctest", "cc", "gcovr"],
            files: [
                "CMakeLists.txt":
                    "cmake_minimum_required(VERSION 3.21)\nproject(shop C)\nenable_testing()\nadd_compile_options(--coverage)\nadd_link_options(--coverage)\nadd_executable(test_cart cart.c)\nadd_test(NAME cart COMMAND test_cart)\n",
                "cart.c":
                    "int total(int a, int b) {\n    return a + b;\n}\nint other(int a) {\n    return a;\n}\nint main(void) {\n    return total(1, 2) == 3 ? 0 : 1;\n}\n",
            ],
            holds: ["build:", "unit: {preset: ctest}", "gcovr: {preset: gcovr}", "threshold: \">= 66%\""]
        ),
        Sample(
            name: "Rust",
            needs: ["cargo", "cc"],
            files: [
                "Cargo.toml": "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
                "src/lib.rs":
                    "pub fn total(a: i32, b: i32) -> i32 {\n    a + b\n}\n#[test]\nfn adds() {\n    assert_eq!(total(1, 2), 3);\n}\n",
            ],
            holds: ["unit: {preset: cargo-test}"]
        ),
        Sample(
            name: "Swift",
            needs: ["swift"],
            files: [
                "Package.swift":
                    "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"shop\", targets: [.target(name: \"Shop\"), .testTarget(name: \"ShopTests\", dependencies: [\"Shop\"])])\n",
                "Sources/Shop/Cart.swift":
                    "public func total(_ a: Int, _ b: Int) -> Int {\n    a + b\n}\npublic func other() -> Int {\n    1\n}\n",
                "Tests/ShopTests/CartTests.swift":
                    "import Shop\nimport Testing\n@Test func adds() { #expect(total(1, 2) == 3) }\n",
            ],
            holds: ["unit: {preset: swift-test-coverage}", "threshold: \">= 50%\""]
        ),
        Sample(
            name: "several packages",
            needs: ["pytest", "coverage", "node"],
            files: [
                "api/pyproject.toml": "[dependency-groups]\ndev = [\"pytest-cov\"]\n",
                "api/cart.py": "def total(prices):\n    return sum(prices)\n",
                "api/test_cart.py": "from cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n",
                "web/package.json": "{\"name\": \"web\", \"type\": \"module\"}\n",
                "web/cart.js": "export const total = (a, b) => a + b;\n",
                "web/cart.test.js":
                    "import test from 'node:test';\nimport assert from 'node:assert';\nimport { total } from './cart.js';\ntest('total', () => assert.equal(total(1, 2), 3));\n",
            ],
            holds: [
                "api: [api/**]", "web-tests: {preset: node-test-coverage, directory: web, component: web}",
                "by_component",
            ]
        ),
    ]

    @Test(
        "looks at a repository, asks for today's level, and the next run is green",
        arguments: samples.filter { Tools.missing($0.needs).isEmpty }
    )
    func green(_ sample: Sample) throws {
        let folder = Folder()
        for (path, text) in sample.files { folder.write(text, to: path) }
        let begun = assay("init", in: folder)
        #expect(begun.code == 0, "\(begun.out)\(begun.err)")
        let text = folder.read("assay.yaml")
        for part in sample.holds { #expect(text.contains(part), "\(text)") }
        let checked = assay("check", in: folder)
        #expect(checked.code == 0 && checked.out.contains("assay.yaml: ok\n"), "\(checked.out)\(checked.err)")
        let ended = assay("run", in: folder)
        #expect(ended.code == 0, "\(text)\(ended.out)\(ended.err)")
    }

    @Test("says truly why a first run would be red", .enabled(if: Tools.has("node"), "node is missing"))
    func red() {
        let folder = Folder()
        folder.write("{\"name\": \"shop\"}", to: "package.json")
        folder.write("require('node:test')('wrong', () => { throw new Error('no'); });\n", to: "a.test.js")
        let begun = assay("init", in: folder)
        #expect(begun.code == 0, "\(begun.err)")
        #expect(begun.out.contains("red today: "), "\(begun.out)")
        #expect(begun.out.contains("`assay run` is not green yet"), "\(begun.out)")
        #expect(assay("run", in: folder).code == 1)
    }

    @Test("--dry-run prints and writes nothing; a file that is there is left alone without --force")
    func careful() {
        let folder = Folder()
        folder.write("[tool.pytest]\n", to: "pyproject.toml")
        folder.write("def test_a():\n    pass\n", to: "test_a.py")
        let shown = assay("init", "--dry-run", in: folder)
        #expect(shown.code == 0 && shown.out.contains("preset: "), "\(shown.err)")
        #expect(!folder.exists("assay.yaml") && !folder.exists(".assay"))
        folder.write("steps: {}\n", to: "assay.yaml")
        let refused = assay("init", in: folder)
        #expect(refused.code == 2 && refused.err.contains("--force"))
        #expect(folder.read("assay.yaml") == "steps: {}\n")
        #expect(assay("init", "--force", "--no-measure", in: folder).code == 0)
        #expect(folder.read("assay.yaml").contains("pipeline:"))
    }

    @Test("a folder without anything that is known is told, with what to do")
    func nothing() {
        let folder = Folder()
        folder.write("hello\n", to: "README")
        let ended = assay("init", in: folder)
        #expect(ended.code == 2 && ended.err.contains("assay list presets"))
        #expect(!folder.exists("assay.yaml"))
    }
}
