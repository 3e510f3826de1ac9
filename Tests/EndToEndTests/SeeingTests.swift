import Glibc
import Scanning
import Testing

@Suite("What a run shows and tells")
struct SeeingTests {
    private func project(_ steps: [(String, String)], parallel: Bool = true) -> Folder {
        let folder = Folder()
        let names = steps.map { $0.0 }.joined(separator: ", ")
        var text = "pipeline: {stages: [{name: all, parallel: \(parallel), steps: [\(names)]}]}\nsteps:\n"
        for (name, body) in steps { text += "  \(name): {\(body)}\n" }
        folder.write(text, to: "assay.yaml")
        return folder
    }

    @Test("USR1 prints the running steps with their processes and what they said last, and ends nothing")
    func status() {
        let folder = project([
            ("slow", "run: \"echo last words; touch started; while [ ! -e go ]; do sleep 0.05; done\"")
        ])
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("started") })
        #expect(
            Folder.eventually {
                kill(process, SIGUSR1)
                usleep(50_000)
                return folder.read(folder.out).contains("│ last words")
            }
        )
        folder.write("", to: "go")
        let ended = Program.wait(process, in: folder)
        #expect(ended.code == 4 && ended.out.contains("0 of 1 steps have ended, 1 running"), "\(ended)")
        #expect(ended.out.contains("slow  process ") && ended.out.contains("PASS"))
    }

    @Test("every event is a line of JSON, in a file or on standard output alone")
    func events() throws {
        let folder = project([("a", "run: [true]"), ("b", "run: [false]")])
        let ended = Program.assay("run", "--events", "-", in: folder)
        #expect(ended.code == 1 && ended.err.contains("FAIL"), "\(ended)")
        let lines = ended.out.split(separator: "\n")
        let events = try lines.map { try JSON(parsing: String($0)) }
        #expect(events.first?["type"]?.string == "run_started" && events.first?["assay_events"]?.int == 2)
        #expect(events.last?["type"]?.string == "run_ended")
        #expect(events.map { $0["seq"]?.int } == Array(0..<events.count))
        #expect(folder.read(".assay/latest/events.jsonl") == ended.out)
        #expect(Program.assay("run", "--events", "e.jsonl", in: folder).code == 1)
        #expect(folder.read("e.jsonl") == folder.read(".assay/latest/events.jsonl"))
    }

    @Test("output is shown of what fails, of all, or of nothing; a group a step where the log folds")
    func output() {
        let folder = project([
            ("good", "run: \"echo fine\""), ("bad", "run: \"echo '::set-env x'; echo broken; exit 1\""),
        ])
        let failure = Program.assay("run", in: folder).out
        #expect(failure.contains("output of bad") && failure.contains("broken") && !failure.contains("output of good"))
        let always = Program.assay("run", "--output-on", "always", in: folder).out
        #expect(always.contains("output of good") && always.contains("  fine"))
        #expect(!Program.assay("run", "--output-on", "never", in: folder).out.contains("output of"))
        let github = Program.assay("run", in: folder, environment: ["GITHUB_ACTIONS": "true"]).out
        let lines = github.split(separator: "\n").map(String.init)
        let opening = lines.firstIndex { $0.hasPrefix("::group::output of bad") } ?? 0
        let closing = lines.firstIndex(of: "::endgroup::") ?? 0
        #expect(opening > 0 && closing > opening && lines[opening + 1].hasPrefix("::stop-commands::"), "\(github)")
        #expect(lines[opening..<closing].contains { $0.contains("set-env") })
    }

    @Test("a trace marks what the length of the run comes from")
    func trace() throws {
        let folder = project([("a", "run: [sleep, \"0.2\"]"), ("b", "run: [true]")], parallel: false)
        _ = Program.assay("run", "--trace", "t.json", in: folder)
        let trace = try JSON(parsing: folder.read("t.json"))
        let slices = (trace["traceEvents"]?.array ?? []).filter { $0["ph"]?.string == "X" }
        #expect(slices.map { $0["name"]?.string } == ["a", "b"])
        #expect(slices.allSatisfy { $0["cat"]?.string == "step,critical" })
        #expect((slices.first?["dur"]?.double ?? 0) >= 190_000)
        #expect(trace["otherData"]?["critical_path"]?.array?.compactMap(\.string) == ["a", "b"])
    }

    @Test("logs prints what a step printed, follows one that runs, and takes filters")
    func logs() {
        let folder = project([
            ("good", "run: \"echo fine\""), ("bad", "run: \"echo broken; exit 1\""),
            ("slow", "run: \"echo one; while [ ! -e go ]; do sleep 0.05; done; echo two\""),
        ])
        let process = Program.start(
            ["sh", "-c", "exec \(Program.assay) run > \(folder.path)/run.out 2>&1"],
            in: folder
        )
        #expect(Folder.eventually { folder.read(".assay/latest/logs/slow-1.log") == "one\n" })
        let follower = Program.start(
            ["sh", "-c", "exec \(Program.assay) logs latest slow --follow > \(folder.path)/log.out 2>&1"],
            in: folder
        )
        #expect(Folder.eventually { folder.read("log.out") == "one\n" })
        folder.write("", to: "go")
        #expect(Program.wait(follower, in: folder).code == 0 && folder.read("log.out") == "one\ntwo\n")
        _ = Program.wait(process, in: folder)
        #expect(Program.assay("logs", "latest", "good", in: folder).out == "fine\n")
        #expect(Program.assay("logs", "latest", "s:failed", in: folder).out == "broken\n")
        #expect(Program.assay("logs", "latest", "!slow", in: folder).out.contains("──── good, try 1\nfine"))
        let unknown = Program.assay("logs", "latest", "goood", in: folder)
        #expect(unknown.code == 2 && unknown.err.contains("did you mean \"good\""), "\(unknown)")
    }

    @Test("the list of runs is filtered, and a report of failures leaves out what passed")
    func failures() {
        let folder = project([("good", "run: [true]"), ("bad", "run: [sh, -c, \"test -e go\"]")])
        #expect(Program.assay("run", in: folder).code == 1)
        let report = Program.assay("report", "--failed", in: folder).out
        #expect(report.contains("bad") && !report.contains("good"), "\(report)")
        folder.write("", to: "go")
        _ = Program.assay("run", in: folder)
        #expect(Program.assay("runs", in: folder).out.split(separator: "\n").count == 2)
        #expect(Program.assay("runs", "s:fail", in: folder).out.split(separator: "\n").count == 1)
        #expect(Program.assay("runs", "!s:fail", in: folder).out.split(separator: "\n").count == 1)
    }

    @Test("artifacts of each try are kept, also of one that failed, and listed")
    func artifacts() {
        let folder = project([
            ("a", "run: \"echo $ASSAY_ATTEMPT > shot.png; test $ASSAY_ATTEMPT = 2\", retries: 1, artifacts: \"*.png\""),
            ("b", "run: \"echo x > b.bin; exit 1\", artifacts: b.bin"),
        ])
        #expect(Program.assay("run", in: folder).code == 1)
        #expect(folder.read(".assay/latest/kept/a-1/shot.png") == "1\n")
        #expect(folder.read(".assay/latest/kept/a-2/shot.png") == "2\n")
        #expect(folder.read(".assay/latest/kept/b-1/b.bin") == "x\n")
        for form in ["text", "json", "markdown", "html"] {
            let report = Program.assay("report", "--format", form, in: folder).out
            #expect(report.contains("b.bin"), "\(form): \(report)")
        }
    }

    @Test("the failure that came first is named last, with the command that runs it again")
    func root() {
        let folder = project(
            [("first", "run: \"exit 7\", critical: true"), ("victim", "run: [true]")],
            parallel: false
        )
        let lines = Program.assay("run", in: folder).out.split(separator: "\n").suffix(4).joined(separator: "\n")
        #expect(
            lines.contains("failed first: first exit code 7")
                && lines.contains("rerun what failed: assay run --only first"),
            "\(lines)"
        )
    }
}
