import Scanning
import TestSupport
import Testing

@Suite("Selection by packages, run for real")
struct PackageSelectionTests {
    private static func configuration(_ tests: String, _ command: String) -> String {
        """
        pipeline: {stages: [{name: s, steps: [unit]}]}
        steps:
          unit:
            tests: \(tests)
            run: |
              mkdir -p out
              for t in "$@"; do \(command); done
              echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
            reports: ["out/{unit}.xml"]
        """
    }

    @Test(
        "packages of Python that lie elsewhere: tests that use one, or hide what they use, run where the lockfile changes it"
    )
    func python() throws {
        guard Tools.has("python3") else { return print("skipped: no python3") }
        let site = Folder()
        for name in ["left", "pad", "other"] {
            let code = name == "pad" ? "import left\n" : "v = 1\n"
            site.write(code, to: "site-packages/\(name)/__init__.py")
            site.write("\(name)/__init__.py,,\n", to: "site-packages/\(name)-1.0.0.dist-info/RECORD")
        }
        let path = "\(site.path)/site-packages"
        let project = SelectionProject(
            Self.configuration(
                "t/*.py",
                """
                case "$t" in *alone*) env -i PYTHONPATH=\(path) "$(command -v python3)" "$t" ;; *) python3 "$t" ;; esac
                """
            )
        )
        for name in ["left", "pad", "other"] { project.folder.write("import \(name)\n", to: "t/with_\(name).py") }
        project.folder.write("import json\n", to: "t/none.py")
        project.folder.write("import other\n", to: "t/alone.py")
        let lock = { (left: String, more: String) in
            """
            version = 1

            [[package]]
            name = "left"
            version = "\(left)"

            [[package]]
            name = "pad"
            version = "1.0.0"
            dependencies = [
                { name = "left" },
            ]

            [[package]]
            name = "other"
            version = "1.0.0"
            \(more)
            """
        }
        project.folder.write(lock("1.0.0", ""), to: "uv.lock")
        project.commit("all")
        let learned = project.assay(["run", "--learn", "--jobs", "1"], environment: ["PYTHONPATH": path])
        #expect(learned.code == 0, "\(learned.out)\(learned.err)")
        let selected = { (text: String) -> JSON in
            project.folder.write(text, to: "uv.lock")
            return try project.select(["--base", "HEAD"])
        }
        let bumped = try selected(lock("1.0.1", ""))
        #expect(
            project.tests(bumped) == ["t/with_left.py", "t/with_pad.py", "t/alone.py"],
            "\(bumped["reason"] ?? .null)"
        )
        let added = try selected(lock("1.0.0", "\n[[package]]\nname = \"new\"\nversion = \"1\"\n"))
        #expect(project.tests(added).count == 5 && added["all"]?.bool == false)
        #expect(try selected(lock("1.0.0", "").replacing("version = 1\n", with: "version = 2\n"))["chosen"]?.int == 5)
    }

    @Test("packages of Cargo: the tests of what is built with a package that the lockfile changes")
    func cargo() throws {
        guard Tools.has("cargo") else { return print("skipped: no cargo") }
        let vendor = Folder()
        vendor.write("[package]\nname = \"left\"\nversion = \"1.0.0\"\n", to: "left/Cargo.toml")
        vendor.write("pub fn one() -> i32 { 1 }\n", to: "left/src/lib.rs")
        vendor.write("{\"files\":{}}", to: "left/.cargo-checksum.json")
        let project = SelectionProject(
            Self.configuration(
                "{list: \"printf 'a\\nb\\n'\"}",
                "CARGO_TARGET_DIR=out/$t cargo test -q --offline --lib -p $t || exit 1"
            )
        )
        project.folder.write("[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n", to: "Cargo.toml")
        project.folder.write(
            """
            [source.crates-io]
            replace-with = "vendored"
            [source.vendored]
            directory = "\(vendor.path)"
            """,
            to: ".cargo/config.toml"
        )
        for (name, needs, value) in [("a", "left = \"1\"\n", "left::one()"), ("b", "", "1")] {
            project.folder.write(
                "[package]\nname = \"\(name)\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n\(needs)",
                to: "\(name)/Cargo.toml"
            )
            project.folder.write("#[test]\nfn one() { assert_eq!(\(value), 1) }\n", to: "\(name)/src/lib.rs")
        }
        let made = Program.run(
            ["/usr/bin/env", "cargo", "generate-lockfile", "--offline"],
            in: project.folder,
            environment: ["PATH": Tools.path]
        )
        guard made.code == 0 else { return print("skipped: cargo cannot resolve packages of a folder: \(made.err)") }
        project.commit("all")
        let learned = project.assay(["run", "--learn"])
        #expect(learned.code == 0, "\(learned.out)\(learned.err)")
        let lock = project.folder.read("Cargo.lock")
        project.folder.write(lock.replacing("version = \"1.0.0\"", with: "version = \"1.0.1\""), to: "Cargo.lock")
        let answer = try project.select(["--base", "HEAD"])
        #expect(project.tests(answer) == ["a"], "\(answer["reason"] ?? .null)")
    }

    @Test("what was built before a recording proves nothing: a change of its source is never left out")
    func stale() throws {
        guard Tools.has("make", "gcc") else { return print("skipped: no make or gcc") }
        let project = SelectionProject(
            Self.configuration("t/*.c", "n=$(basename $t .c); make -s out/$n && out/$n || exit 1")
        )
        project.folder.write("out/%: t/%.c src/%.c\n\tgcc -o $@ t/$*.c src/$*.c\n", to: "Makefile")
        for name in ["a", "b"] {
            project.folder.write("int \(name)(void) { return 0; }\n", to: "src/\(name).c")
            project.folder.write("int \(name)(void); int main(void) { return \(name)(); }\n", to: "t/\(name).c")
        }
        project.commit("all")
        #expect(project.assay(["run"]).code == 0)
        let learned = project.assay(["run", "--learn"])
        #expect(learned.err.contains("nothing is proven of 2 of them"), "\(learned.err)")
        project.folder.write("int a(void) { return 1; }\n", to: "src/a.c")
        #expect(try project.select(["--base", "HEAD"])["chosen"]?.int == 2)
        // Built anew, each is known by what it is built of.
        project.git("checkout", "-q", ".")
        project.git("clean", "-q", "-d", "-f", "-x", "out")
        #expect(project.assay(["run", "--learn"]).code == 0)
        project.folder.write("int a(void) { return 1; }\n", to: "src/a.c")
        #expect(project.tests(try project.select(["--base", "HEAD"])) == ["t/a.c"])
    }
}
