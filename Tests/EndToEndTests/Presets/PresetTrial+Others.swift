extension PresetTrial {
    private static let nodeTest = """
        import test from 'node:test';
        import assert from 'node:assert';
        import { add } from './add.mjs';
        test('adds', () => assert.equal(add(1, 2), 3));

        """
    private static let node = ["add.mjs": "export const add = (a, b) => a + b;\n", "add.test.mjs": nodeTest]

    private static let cmake = """
        cmake_minimum_required(VERSION 3.21)
        project(sums C)
        enable_testing()
        add_executable(test_sums sums.c)
        target_compile_options(test_sums PRIVATE --coverage)
        target_link_options(test_sums PRIVATE --coverage)
        add_test(NAME sums COMMAND test_sums)

        """
    private static let main =
        "int add(int a, int b) {\n    return a + b;\n}\nint main(void) {\n    return add(1, 2) == 3 ? 0 : 1;\n}\n"
    private static let build = "cmake -S . -B build > build.log\ncmake --build build >> build.log\n"
    private static let c = ["CMakeLists.txt": cmake, "sums.c": main]

    private static let cargo = "[package]\nname = \"sums\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
    private static func rust(_ more: String) -> String {
        """
        pub fn add(a: i32, b: i32) -> i32 {
            a + b
        }
        #[cfg(test)]
        mod tests {
            #[test]
            fn adds() {
                assert_eq!(super::add(1, 2), 3);
            }
            #[test]
            #[ignore]
            fn slow() {}
        \(more)}

        """
    }

    static let others: [PresetTrial] = [
        PresetTrial(
            preset: "node-test",
            needs: ["node"],
            files: node,
            dirty: ["add.test.mjs": nodeTest + "test('wrong', () => assert.equal(add(1, 1), 3));\n"],
            says: "wrong"
        ),
        PresetTrial(
            preset: "node-test-coverage",
            needs: ["node"],
            files: node,
            dirty: [
                "add.mjs":
                    "export const add = (a, b) => a + b;\nexport function other(a) {\n  a += 1;\n  a += 2;\n  return a;\n}\n"
            ],
            says: "add.mjs:3",
            gate: coverage
        ),
        PresetTrial(
            preset: "shellcheck",
            needs: ["shellcheck", "bash"],
            files: ["run.sh": "#!/bin/sh\necho \"$1\"\n", "a folder/more.bash": "#!/bin/bash\necho \"$1\"\n"],
            dirty: ["a folder/bad.sh": "#!/bin/sh\nfi\n"],
            says: "a folder/bad.sh:2",
            gate: linting
        ),
        PresetTrial(
            preset: "cppcheck",
            needs: ["cppcheck"],
            files: ["sums.c": main],
            dirty: ["bad.c": "int bad(void) {\n    int a[2];\n    a[2] = 1;\n    return a[2];\n}\n"],
            says: "bad.c:3",
            gate: linting
        ),
        PresetTrial(
            preset: "ctest",
            needs: ["cmake", "ctest", "cc"],
            files: c,
            dirty: ["sums.c": "int main(void) {\n    return 1;\n}\n"],
            says: "sums",
            before: build
        ),
        PresetTrial(
            preset: "gcovr",
            needs: ["cmake", "ctest", "cc", "gcovr"],
            files: c,
            dirty: ["sums.c": "int other(int a) {\n    a += 1;\n    a += 2;\n    return a;\n}\n" + main],
            says: "sums.c:1",
            gate: coverage,
            before: build + "ctest --test-dir build > tests.log\n"
        ),
        PresetTrial(
            preset: "cargo-test",
            needs: ["cargo", "cc"],
            files: ["Cargo.toml": cargo, "src/lib.rs": rust("")],
            dirty: [
                "src/lib.rs": rust("    #[test]\n    fn wrong() {\n        assert_eq!(super::add(1, 1), 3);\n    }\n")
            ],
            says: "wrong",
            step: ", arguments: --offline"
        ),
        PresetTrial(
            preset: "swift-test",
            needs: ["swift"],
            files: [
                "Package.swift": """
                // swift-tools-version: 6.0
                import PackageDescription
                let package = Package(name: "sums", targets: [.target(name: "Sums"), .testTarget(name: "SumsTests", dependencies: ["Sums"])])

                """,
                "Sources/Sums/Sums.swift": "public func add(_ a: Int, _ b: Int) -> Int { a + b }\n",
                "Tests/SumsTests/SumsTests.swift":
                    "import Sums\nimport Testing\n@Test func adds() { #expect(add(1, 2) == 3) }\n",
            ],
            dirty: [
                "Tests/SumsTests/SumsTests.swift":
                    "import Sums\nimport Testing\n@Test func wrong() { #expect(add(1, 1) == 3) }\n"
            ],
            says: "wrong"
        ),
    ]
}
