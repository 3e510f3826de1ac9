import Glibc
import Scanning
import Testing

private let isReady = access(Folder.projectRoot + "/.venv/bin/k6", X_OK) == 0

@Suite("The example system", .enabled(if: isReady, "needs .venv: scripts/bootstrap example"))
struct ExampleTests {
    private let example = Folder.projectRoot + "/examples/prompt-studio"

    /// Runs the generator's tests alone in a copy of the example, and returns the verdict on the generator's coverage.
    private func generatorCoverage(in folder: Folder) throws -> JSON {
        let path = Folder.projectRoot + "/.venv/bin:" + String(cString: getenv("PATH"))
        // A pipeline of its own: with `--only`, what the other suites cover would not be judged.
        let pipeline = "pipeline: {stages: [{name: unit, steps: [generator-tests]}]}\n"
        folder.write(pipeline, to: "copy/assay-demo-pipeline.yaml")
        let ended = Program.assay(
            "run",
            "--config",
            "copy/assay.yaml",
            "--format",
            "json",
            in: folder,
            environment: ["PATH": path]
        )
        let report = try JSON(parsing: Array(ended.out.utf8))
        let coverage = report["gates"]?.array?.first { $0["gate"]?.string == "coverage_gate" }
        let criterion = coverage?["criteria"]?.array?.first { $0["path"]?.string == "by_component.prompt_generator" }
        return try #require(criterion, "\(ended.out)\(ended.err)")
    }

    @Test("every configuration of the example is valid, the six gates whole among them, and all of it is acted on")
    func check() {
        let folder = Folder()
        for file in ["assay.yaml", "assay-full.yaml", "assay-guide.yaml", "assay-release.yaml"] {
            let checked = Program.assay("check", "\(example)/\(file)", in: folder)
            #expect(checked.code == 0)
            #expect(!(checked.out + checked.err).contains("not acted on"), "\(file): \(checked.out)\(checked.err)")
        }
    }

    @Test("the untouched system passes")
    func green() throws {
        let folder = Folder()
        #expect(Program.run(["cp", "-r", example, "copy"], in: folder).code == 0)
        #expect(try generatorCoverage(in: folder)["verdict"]?.string == "pass")
    }

    @Test("an untested function that was planted is named with its file and line")
    func red() throws {
        let folder = Folder()
        #expect(Program.run(["\(example)/planted/make-red", "copy"], in: folder).code == 0)
        let criterion = try generatorCoverage(in: folder)
        #expect(criterion["verdict"]?.string == "fail")
        let offender = criterion["cells"]?[0]?["measurements"]?[0]?["offenders"]?[0]
        #expect(offender?["file"]?.string == "generator/enhance.py")
        #expect(offender?["line"]?.int == 40)
    }
}
