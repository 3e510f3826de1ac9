import Glibc
import Scanning
import TestSupport
import Testing

@Suite("Runs that are cut off")
struct ResumeRunTests {
    private func write(_ steps: [String: String], to folder: Folder, parallel: Bool = false) {
        let names = steps.keys.sorted()
        var text =
            "pipeline: {stages: [{name: all, parallel: \(parallel), steps: [\(names.joined(separator: ", "))]}]}\nsteps:\n"
        for name in names { text += "  \(name): {\(steps[name] ?? "")}\n" }
        folder.write(text, to: "assay.yaml")
    }

    private func ran(_ folder: Folder, _ name: String) -> Int {
        folder.read("ran.txt").split(separator: "\n").count { $0 == name }
    }

    @Test("what had ended stays with its evidence, what had not begins again, and it is one record")
    func resume() {
        let folder = Folder()
        let body =
            "echo $ASSAY_STEP >> ran.txt; echo \\\"<testsuite><testcase name='$ASSAY_STEP'/></testsuite>\\\" > $ASSAY_STEP.xml"
        write(
            [
                "a": "run: \"\(body)\", reports: a.xml",
                "b": "run: \"\(body); test -e go || sleep 60\", reports: b.xml",
                "c": "run: \"\(body)\", reports: c.xml",
            ],
            to: folder
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { ran(folder, "b") == 1 })
        kill(process, SIGKILL)
        _ = Program.wait(process, in: folder)
        #expect(Program.assay("report", in: folder).code == 3)
        folder.write("", to: "go")
        // The evidence of what had ended is the run's own copy.
        unlink("\(folder.path)/a.xml")
        let ended = Program.assay("run", "--resume", in: folder)
        #expect(ended.code == 0 && ended.out.contains("1 of 3 steps had ended"), "\(ended)")
        #expect((ran(folder, "a"), ran(folder, "b"), ran(folder, "c")) == (1, 2, 1))
        let report = Program.assay("report", "--format", "json", in: folder).out
        for name in ["a.xml", "b.xml", "c.xml"] { #expect(report.contains("\"\(name)\"")) }
        #expect(Program.assay("runs", in: folder).out.split(separator: "\n").count == 1)
        let again = Program.assay("run", "--resume", in: folder)
        #expect(again.code == 2 && again.err.contains("no run was cut off"), "\(again)")
    }

    @Test("a tree or a configuration that has changed since is refused")
    func changed() {
        let folder = Folder()
        write(["a": "run: \"echo a >> ran.txt; sleep 60\""], to: folder)
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { ran(folder, "a") == 1 })
        kill(process, SIGKILL)
        _ = Program.wait(process, in: folder)
        write(["a": "run: \"echo a >> ran.txt\""], to: folder)
        let ended = Program.assay("run", "--resume", in: folder)
        #expect(ended.code == 2 && ended.err.contains("configuration has changed"), "\(ended)")
    }

    @Test("--failed runs what did not pass, and nothing where all did")
    func failed() {
        let folder = Folder()
        write(
            [
                "a": "run: \"echo a >> ran.txt\"", "b": "run: \"echo b >> ran.txt; test -e go\"",
                "c": "run: \"echo c >> ran.txt\"",
            ],
            to: folder
        )
        #expect(Program.assay("run", in: folder).code == 1)
        folder.write("", to: "go")
        _ = Program.assay("run", "--failed", in: folder)
        #expect((ran(folder, "a"), ran(folder, "b"), ran(folder, "c")) == (1, 2, 1))
        let ended = Program.assay("run", "--failed", in: folder)
        #expect(ended.code == 4 && ended.err.contains("nothing is to be run again"), "\(ended)")
        #expect(Program.assay("run", "--only", "s:passed", in: folder).out.contains("b"))
    }

    @Test("runs that are killed at any moment lose nothing, double nothing and leave nobody behind")
    func killed() {
        let rounds = Int(getenv("ASSAY_SOAK").map { String(cString: $0) } ?? "") ?? 100
        var random = SeededGenerator(seed: 7)
        for round in 0..<rounds {
            let folder = Folder()
            var steps: [String: String] = [:]
            for index in 0..<6 { steps["s\(index)"] = "run: \"echo $ASSAY_STEP >> ran.txt; sleep 0.01\"" }
            write(steps, to: folder, parallel: round % 2 == 0)
            let process = Program.start([Program.assay, "run"], in: folder)
            usleep(UInt32(random.below(120_000)))
            kill(process, SIGKILL)
            let first = Program.wait(process, in: folder)
            let isCut = folder.exists(".assay/latest/events.jsonl") && !folder.exists(".assay/latest/summary.json")
            guard isCut, folder.read(".assay/latest/events.jsonl").contains("\n") else {
                #expect(first.code != 0, "round \(round)")
                continue
            }
            let ended = Program.assay("run", "--resume", in: folder)
            guard ended.code == 4 else {
                Issue.record("round \(round): \(ended)")
                return
            }
            let events = folder.read(".assay/latest/events.jsonl")
            let lines = events.split(separator: "\n")
            #expect(lines.allSatisfy { (try? JSON(parsing: String($0))) != nil }, "round \(round): \(events)")
            #expect(lines.last?.contains("run_ended") == true)
            for index in 0..<6 {
                let count = ran(folder, "s\(index)")
                #expect((1...2).contains(count), "round \(round): s\(index) ran \(count) times")
            }
            let summary = folder.read(".assay/latest/summary.json")
            for index in 0..<6 { #expect(summary.contains("\"s\(index)\"")) }
            #expect(Folder.eventually(within: 5) { Self.survivors(of: folder).isEmpty }, "round \(round)")
        }
    }

    /// Processes that were started for a run in the folder.
    private static func survivors(of folder: Folder) -> [pid_t] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [pid_t] = []
        let mark = Array("ASSAY_RUN_FOLDER=\(folder.path)/".utf8)
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name) else { continue }
            if Folder.bytes("/proc/\(name)/environ").contains(sequence: mark) { found.append(process) }
        }
        return found
    }

    @Test(
        "a disk that is full makes no run green",
        .enabled(if: DiskFull.isPossible, "no mount of one's own: unshare -Urm is not allowed here")
    )
    func diskFull() {
        for kilobytes in [24, 32, 48, 64, 96, 128, 256, 40_000] {
            let folder = Folder()
            let steps = (0..<40).map { "s\($0)" }
            var text = "pipeline: {stages: [{name: all, steps: [\(steps.joined(separator: ", "))]}]}\nsteps:\n"
            for step in steps { text += "  \(step): {run: [sh, -c, 'yes | head -c 9000']}\n" }
            let report = "echo '<testsuite><testcase name=\"t\"/></testsuite>' > s0.xml"
            text = text.replacing(
                "  s0: {run: [sh, -c, 'yes | head -c 9000']}",
                with: "  s0: {run: [sh, report.sh], reports: s0.xml}"
            )
            folder.write("", to: "disk/x")
            folder.write(text, to: "config.yaml")
            folder.write(report, to: "report.sh")
            let script = """
                mount -t tmpfs -o size=\(kilobytes)k tmpfs disk && cp report.sh disk && cp config.yaml disk/assay.yaml \
                && cd disk && \(Program.assay) run; echo "code $?"
                """
            let ended = Program.run(["/usr/bin/unshare", "-Urm", "/bin/sh", "-c", script], in: folder)
            let isGreen = ended.out.hasSuffix("code 0\n")
            #expect(isGreen == (kilobytes > 1000), "\(kilobytes) KB: \(ended)")
        }
    }
}

/// Whether a file system of one's own can be mounted here.
enum DiskFull {
    static let isPossible: Bool = {
        let folder = Folder()
        folder.write("", to: "disk/x")
        let script = "mount -t tmpfs -o size=64k tmpfs disk"
        return Program.run(["/usr/bin/unshare", "-Urm", "/bin/sh", "-c", script], in: folder).code == 0
    }()
}
