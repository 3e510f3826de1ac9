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

    @Test("of what goes earlier than it is asked to a note says so")
    func notes() {
        let checked = Program.assay("check", in: project("containers: daily, volumes: after_suite"))
        #expect(checked.code == 0)
        let text = checked.out + checked.err
        #expect(text.contains("'containers': recognised, not acted on yet"), "\(text)")
        #expect(!text.contains("'volumes'"))
        let guide = Program.assay("check", in: project("containers: immediate, volumes: after_suite"))
        #expect(!(guide.out + guide.err).contains("not acted on"))
    }

    /// A project with a snapshot and two volumes, one of them of long ago.
    private func kept() -> Folder {
        let folder = project("artifacts: never")
        for name in ["services/postgres-15", "cache/volumes/shared/pip-old", "cache/volumes/shared/pip-new"] {
            folder.write("0123456789", to: ".assay/\(name)/data")
        }
        return folder
    }

    @Test("assay clean removes snapshots and volumes by size, the oldest first, and says what it would do")
    func folders() {
        let folder = kept()
        let dry = Program.assay(
            "clean",
            "--dry-run",
            "--volumes-max-size",
            "10B",
            "--snapshots-older-than",
            "0s",
            in: folder
        )
        #expect(dry.code == 0, "\(dry.err)")
        #expect(dry.out.contains("would be removed  cache/volumes/shared/pip-"), "\(dry.out)")
        #expect(folder.exists(".assay/cache/volumes/shared/pip-old/data"))
        let done = Program.assay("clean", "--volumes-max-size", "10B", in: folder)
        #expect(done.code == 0, "\(done.err)")
        #expect(done.out.contains("1 snapshot or volume removed"), "\(done.out)")
        #expect(folder.exists(".assay/services/postgres-15/data"))
        let wrong = Program.assay("clean", "--volumes-max-size", "much", in: folder)
        #expect(wrong.code == 2)
    }

    @Test("what a run that is under way may use is not removed, and the run is named")
    func heldFolders() {
        let folder = kept()
        folder.write(
            "pipeline: {stages: [{name: s, steps: [it]}]}\nsteps: {it: {run: \"touch up; sleep 1000\"}}",
            to: "assay.yaml"
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        for _ in 0..<6000 where !folder.exists("up") { usleep(10_000) }
        let cleaned = Program.run([Program.assay, "clean", "--snapshots-max-size", "0B"], in: folder)
        kill(process, SIGINT)
        _ = Program.wait(process, in: folder)
        #expect(folder.exists(".assay/services/postgres-15/data"))
        #expect(cleaned.out.contains("kept  services/postgres-15: run "), "\(cleaned.out)")
    }
}
