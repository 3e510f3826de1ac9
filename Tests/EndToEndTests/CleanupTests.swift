import Glibc
import Testing

@Suite("clean-up of what runs keep")
struct CleanupTests {
    private func project(_ cleanup: String) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            steps: {it: {run: "echo kept > made.txt", artifacts: [made.txt]}}
            resource_optimization: {strategies: {cleanup: {\(cleanup)}}}
            """,
            to: "assay.yaml"
        )
        return folder
    }

    /// A run of long ago, which has kept a copy.
    private func old(_ folder: Folder) -> String {
        let path = ".assay/runs/20200101-000000-0000"
        folder.write("kept", to: "\(path)/kept/it-1/made.txt")
        folder.write("{}", to: "\(path)/summary.json")
        folder.write("", to: "\(path)/events.jsonl")
        return "\(path)/kept"
    }

    @Test("artifacts: daily lets the day's first run remove the copies of the days before, and keeps its own")
    func daily() {
        let folder = project("artifacts: daily")
        _ = Program.assay("run", in: folder)
        let copies = old(folder)
        _ = Program.assay("run", in: folder)
        #expect(!folder.exists(copies))
        #expect(folder.exists(".assay/latest/kept/it-1/made.txt"))
        #expect(folder.exists(".assay/runs/20200101-000000-0000/summary.json"))
    }

    @Test("artifacts: never keeps them, and so does the usual limit as long as there are few")
    func never() {
        for cleanup in ["artifacts: never", "volumes: after_suite"] {
            let folder = project(cleanup)
            let copies = old(folder)
            _ = Program.assay("run", in: folder)
            #expect(folder.exists(copies), "\(cleanup)")
        }
    }

    @Test("of what does not exist here a note says so")
    func notes() {
        let checked = Program.assay("check", in: project("containers: immediate, volumes: after_suite"))
        #expect(checked.code == 0)
        let text = checked.out + checked.err
        #expect(text.contains("'containers': recognised, not acted on yet"), "\(text)")
        #expect(!text.contains("'volumes'"))
    }
}
