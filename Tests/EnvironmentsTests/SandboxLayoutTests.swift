import Core
import Testing

@testable import Environments

@Suite("what a sandbox lets a step write")
struct SandboxLayoutTests {
    private func layout(reports: [String] = [], outputs: [String] = [], directory: String? = nil) -> SandboxLayout {
        var step = Step(name: "it", action: .arguments(["true"]), reports: reports.map { ReportPattern(glob: $0) })
        step.outputs = outputs
        return SandboxLayout(step, root: "/p", directory: directory.map { "/p/\($0)" } ?? "/p")
    }

    @Test("the folders of what it makes, and single files at the project's root")
    func places() {
        let made = layout(reports: ["out/junit.xml", "r.xml"], outputs: ["dist/", "build/*/lib.so", "gen"])
        #expect(made.folders == ["/p/build", "/p/dist", "/p/gen", "/p/out"])
        #expect(made.files == ["/p/r.xml"])
        #expect(made.tooWide.isEmpty)
        #expect(made.words(root: "/p") == "build, dist, gen, out, r.xml")
    }

    @Test("paths are the step's own, and what would need the whole project is told")
    func wide() {
        #expect(layout(reports: ["junit.xml"], directory: "app").folders == ["/p/app"])
        #expect(layout(outputs: ["**/*.o"]).tooWide == ["**/*.o"])
        #expect(layout(outputs: ["../x", "/etc", "!keep"]).words(root: "/p") == "nothing of the project")
    }

    @Test(
        "the path that a command could not write is found in its words",
        arguments: [
            ("touch: cannot touch 'a b.txt': Read-only file system", "a b.txt"),
            ("OSError: [Errno 30] Read-only file system: '/p/x.txt'", "/p/x.txt"),
            ("sh: 1: cannot create x.txt: Read-only file system", "x.txt"),
            ("Error: EROFS: read-only file system, open '/p/y'", "/p/y"),
            ("mkdir: cannot create directory ‘/p/d’: Read-only file system", "/p/d"),
            ("open /p/z: read-only file system", "/p/z"),
        ]
    )
    func refused(_ line: String, _ path: String) {
        #expect(RefusedWrite.path(in: ["fine", line, "more"]) == path)
    }

    @Test("other words are about nothing", arguments: ["permission denied: 'x'", "", "read-only property 'y'"])
    func other(_ line: String) { #expect(RefusedWrite.path(in: [line]) == nil) }
}
