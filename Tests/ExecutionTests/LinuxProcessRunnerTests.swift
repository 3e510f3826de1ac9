import CLinux
import Engine
import Glibc
import Testing

@testable import Execution

@Suite("Processes", .timeLimit(.minutes(30)))
struct LinuxProcessRunnerTests {
    @Test(
        "a process ends as it says",
        arguments: [
            ("exit 0", ProcessEnd.Status.exited(0)), ("exit 37", .exited(37)), ("kill -KILL $$", .signalled(9)),
            ("kill -TERM $$", .signalled(15)),
        ]
    )
    func status(script: String, status: ProcessEnd.Status) async throws {
        let end = try await Workshop().run(script)
        #expect(end.status == status)
        #expect(end.leaked == 0)
        #expect(end.outputError == nil)
    }

    @Test("output of both streams is kept in the order of writing, byte for byte")
    func output() async throws {
        let shop = Workshop()
        let end = try await shop.run(#"printf 'a'; printf 'b' >&2; printf '\377\376\000c'; printf '\r\n' >&2"#)
        #expect(shop.bytes() == [0x61, 0x62, 0xFF, 0xFE, 0x00, 0x63, 0x0D, 0x0A])
        #expect(end.outputBytes == 8)
    }

    @Test("CPU time of the process and of the children that it waited for is counted")
    func cpuTime() async throws {
        let end = try await Workshop().run("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'")
        #expect(end.userSeconds + end.systemSeconds > 0.02)
        #expect(end.userSeconds + end.systemSeconds < 60)
    }

    @Test("a process starts clean: no input, no inherited descriptor or signal setting, a session of its own")
    func surroundings() async throws {
        _ = csys_ignore_signal(SIGPIPE)
        let shop = Workshop()
        let script =
            #"cat; pwd; echo $$ $(cut -d' ' -f5,6 /proc/$$/stat); grep -E 'Sig(Blk|Ign)' /proc/self/status; for f in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$f ] && printf $f; done"#
        let process = try await shop.start(script)
        _ = await process.wait()
        let lines = shop.text().split(separator: "\n")
        let id = process.processID
        #expect(lines.count == 5)
        #expect(lines.first?.hasSuffix(shop.path) == true)
        #expect(lines.dropFirst().first == "\(id) \(id) \(id)")
        #expect(lines.dropFirst(2).prefix(2) == ["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"])
        // A shell keeps descriptors of its own at 10 and above.
        #expect(lines.last == "012")
    }

    @Test("a run inside a run keeps the outer one's mark, and both find their processes")
    func markers() async throws {
        let shop = Workshop()
        _ = try await shop.run("echo $ASSAY_RUN $ASSAY_UNIT")
        #expect(shop.text().contains("\(shop.runner.token); "))
        #expect(shop.text().hasSuffix("\(shop.runner.token).1;\n"))
    }

    @Test("a command that cannot be started says why")
    func launchErrors() async throws {
        let shop = Workshop()
        shop.write("echo hello\n", to: "plain")
        shop.write("\u{1}\u{2}\u{3}", to: "garbage", mode: 0o755)
        shop.write("#!/no/such/interpreter\n", to: "lost", mode: 0o755)
        shop.write("#!/bin/sh\r\necho hello\r\n", to: "windows", mode: 0o755)
        shop.makeDirectory("folder")
        let cases: [([String], String)] = [
            (["no-such-command", "x"], "no-such-command: command not found in any folder of PATH"),
            (["./none"], "./none: no such file (looked in \(shop.path))"),
            (["./plain"], "./plain: permission denied; is it executable? (chmod +x)"),
            (["./garbage"], "./garbage: neither a program for this machine nor a script that begins with `#!`"),
            (["./lost"], "./lost: its interpreter /no/such/interpreter does not exist"),
            (
                ["./windows"],
                "./windows: its first line ends in a carriage return, which becomes a part of the interpreter's name: save "
                    + "the script with LF line ends (dos2unix, or `* text eol=lf` in .gitattributes)"
            ),
            (["./folder"], "./folder: is a folder, not a program"),
            ([], "the command is empty"),
            (["echo", "a\0b"], "echo: the text after `a` is a NUL character, which no command can hold"),
        ]
        for (arguments, message) in cases {
            await #expect(throws: LaunchError(message)) { try await shop.runner.start(shop.command(arguments)) }
        }
        var elsewhere = shop.command(["true"])
        elsewhere.directory = "/no/such/directory"
        await #expect(throws: LaunchError("true: the directory /no/such/directory does not exist")) {
            try await shop.runner.start(elsewhere)
        }
        await #expect(throws: LaunchError.self) {
            try await shop.runner.start(shop.command(["true", String(repeating: "x", count: 1 << 22)]))
        }
    }

    @Test("a script that is still being written is tried again")
    func busyFile() async throws {
        let shop = Workshop()
        shop.write("#!/bin/sh\nexit 5\n", to: "script", mode: 0o755)
        let file = open("\(shop.path)/script", O_WRONLY | O_CLOEXEC)
        let command = shop.command(["./script"])
        // By a thread of its own: beside all other tests a task may wait for longer than the runner tries.
        if !DedicatedThread.start({ close(file) }) { close(file) }
        #expect(try await shop.runner.start(command).wait().status == .exited(5))
    }

    @Test("100 MB of output are kept whole")
    func muchOutput() async throws {
        let end = try await Workshop(limits: .init(logBytes: 512 << 20)).run("head -c 104857600 /dev/zero")
        #expect(
            end
                == ProcessEnd(
                    status: .exited(0),
                    userSeconds: end.userSeconds,
                    systemSeconds: end.systemSeconds,
                    outputBytes: 104_857_600
                )
        )
    }

    @Test("of output beyond the limit the beginning and the end are kept, and the process does not notice")
    func outputLimit() async throws {
        let shop = Workshop(limits: .init(logBytes: 1000))
        let end = try await shop.run("head -c 5000000 /dev/zero; printf 'last words'; exit 4")
        let note = "\n[assay: 4999010 bytes of output were left out here; its end follows]\n"
        let zeros = [UInt8](repeating: 0, count: 500)
        #expect(shop.bytes() == zeros + Array(note.utf8) + zeros.dropLast(10) + Array("last words".utf8))
        #expect(end.status == .exited(4))
        #expect(end.outputError == nil)
        #expect(end.outputBytes == 1000 + note.utf8.count)
    }

    @Test("a log that is removed while it is written, with its folder, is whole at the end")
    func removedLog() async throws {
        let shop = Workshop()
        let end = try await shop.run("echo before; rm -rf logs; echo after", log: "logs/deep/log")
        #expect(end.outputError == nil)
        #expect(shop.text("logs/deep/log") == "before\nafter\n")
    }

    @Test("entries of the environment that are no text reach the process byte for byte")
    func environmentBytes() async throws {
        let shop = Workshop()
        let odd: [[UInt8]] = [Array("ODD=".utf8) + [0xFF, 0xFE], Array("DIR=".utf8) + [0xFF]]
        let runner = LinuxProcessRunner(guardian: nil, inherited: odd)
        _ = try await runner.start(shop.command(["sh", "-c", "printf \"$ODD $DIR\""])).wait()
        #expect(shop.bytes() == [0xFF, 0xFE, 0x20] + Array(shop.path.utf8))
    }

    @Test(
        "a full disk is reported, and the process still runs to its end",
        .enabled(if: access("/dev/full", W_OK) == 0, "no /dev/full")
    )
    func fullDisk() async throws {
        let shop = Workshop()
        let end = try await shop.run("head -c 5000000 /dev/zero; exit 3", log: "/dev/full")
        #expect(end.status == .exited(3))
        #expect(end.outputError == "no space left on device")
        #expect(end.outputBytes == 0)
    }

    @Test("a log that cannot be made is reported, and the process still runs")
    func noLog() async throws {
        let shop = Workshop()
        let end = try await shop.run("touch done; echo x", log: "/dev/null/log")
        #expect(end.status == .exited(0))
        #expect(end.outputError == "cannot create the log /dev/null/log: not a directory")
        #expect(access("\(shop.path)/done", F_OK) == 0)
    }

    @Test("50 processes at once each get their own end and log")
    func concurrent() async throws {
        let shop = Workshop()
        try await withThrowingTaskGroup(of: (Int, ProcessEnd).self) { group in
            for number in 0..<50 {
                group.addTask { (number, try await shop.run("echo \(number); exit \(number)", log: "log\(number)")) }
            }
            for try await (number, end) in group {
                #expect(end.status == .exited(Int32(number)))
                #expect(shop.text("log\(number)") == "\(number)\n")
            }
        }
    }
}
