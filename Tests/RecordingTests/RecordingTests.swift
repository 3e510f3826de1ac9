import Core
import Engine
import Execution
import Glibc
import Recording
import Selection
import Testing

/// A project of its own in a temporary folder, in which a command is watched.
private struct WatchedProject: ~Copyable {
    let root: String

    init(_ files: [String: String]) throws {
        var template = Array("/tmp/assay-watched-XXXXXX".utf8CString)
        root = try #require(mkdtemp(&template).map { String(cString: $0) })
        mkdir("\(root)/.run", 0o755)
        for (path, text) in files {
            var folder = root
            for part in path.split(separator: "/").dropLast() {
                folder += "/\(part)"
                mkdir(folder, 0o755)
            }
            let file = fopen("\(root)/\(path)", "w")
            fputs(text, file)
            fclose(file)
        }
    }

    static func has(_ tool: String) -> Bool { system("command -v \(tool) > /dev/null 2>&1") == 0 }

    deinit { system("rm -rf '\(root)'") }

    /// What a script touches, with the units that ran.
    func touches(_ script: String, folders: [String] = [".", "src", "data"]) async throws -> RawTouches {
        let runner = RecordingRunner(
            LinuxProcessRunner(guardian: nil),
            root: root,
            folder: "\(root)/.run",
            folders: folders,
            path: "/usr/bin:/bin"
        )
        var command = ProcessCommand(
            arguments: ["sh", "-c", script],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "ASSAY_STEP": "unit", "HOME": root],
            directory: root,
            log: "\(root)/.run/log"
        )
        command.environment["ASSAY"] = "1"
        let process = try await runner.start(command)
        _ = await process.wait()
        return try #require(runner.recordings.touches["unit"])
    }
}

@Suite("what a process touches", .serialized)
struct RecordingTests {
    private static let files = [
        "src/a.sh": ". ./src/b.sh\n", "src/b.sh": "cat data/x.txt\n", "data/x.txt": "x\n", "run.sh": "#!/bin/sh\n",
    ]

    @Test("files that are read by whatever process, also by one that outlives its parent")
    func processes() async throws {
        let project = try WatchedProject(Self.files)
        let touches = try await project.touches(
            "sh src/a.sh; (cat run.sh > /dev/null &) ; test -f data/none.txt; ls data > /dev/null"
        )
        #expect(touches.read.isSuperset(of: ["src/a.sh", "src/b.sh", "data/x.txt"]))
        #expect(touches.read.union(touches.unnoted).contains("run.sh"))
        #expect(touches.absent.contains("data/none.txt") && touches.folders.contains("data"))
        #expect(touches.gaps.isEmpty)
    }

    @Test("what is made and moved is known as written, and a path with a space or a line's end is one path")
    func written() async throws {
        let project = try WatchedProject(["data/a b.txt": "x", "data/c\nd.txt": "y"])
        let touches = try await project.touches("cat data/*.txt > src.tmp; mv src.tmp made.txt")
        #expect(touches.read.isSuperset(of: ["data/a b.txt", "data/c\nd.txt"]))
        #expect(touches.written.isSuperset(of: ["src.tmp", "made.txt"]))
    }

    @Test("a process that shuts the recorder out is seen by what it opens")
    func shutOut() async throws {
        let project = try WatchedProject(Self.files)
        let touches = try await project.touches("env -i /bin/cat data/x.txt")
        #expect(!touches.read.contains("data/x.txt") && touches.unnoted.contains("data/x.txt"))
    }

    @Test(
        "a program that nothing can be loaded into is named, and what it opens is seen",
        .enabled(if: access("/usr/bin/gcc", X_OK) == 0, "no gcc")
    )
    func staticProgram() async throws {
        let project = try WatchedProject([
            "data/x.txt": "x",
            "src/h.c": "#include <stdio.h>\nint main(void){return fopen(\"data/x.txt\",\"r\")==0;}\n",
        ])
        let touches = try await project.touches("gcc -static -o h src/h.c && ./h")
        #expect(touches.unnoted.contains("data/x.txt"))
        #expect(touches.gaps.contains { $0.contains("nothing can be loaded into") })
    }

    @Test(
        "the library that the program brings along is the one that its source makes",
        .enabled(if: WatchedProject.has("clang"), "no clang")
    )
    func library() throws {
        let built = try WatchedProject([:])
        let top = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        #expect(system("OUT='\(built.root)' '\(top)/scripts/build-recorder' > '\(built.root)/log' 2>&1") == 0)
        for machine in ["x86_64", "aarch64"] {
            let name = "recorder-\(machine).so"
            let same = system("cmp -s '\(built.root)/\(name)' '\(top)/Sources/Recording/Library/\(name)'") == 0
            #expect(same, "\(name) is not what recorder.c makes: run scripts/build-recorder")
        }
    }

    @Test("a map comes back from its bytes as it was, and half of one is none")
    func codec() throws {
        var map = FileMap()
        let origin = FileMap.Origin(run: "r", commit: "c", environment: "e", time: 2.5, dirty: ["x"])
        var touches = RawTouches()
        touches.read(Array("R/src/a b.py\0R/t/x\n.py\0N/gone\0D/src\0".utf8))
        MapBuilder(
            [
                MapBuilder.Unit(
                    keys: [FileMap.Key(step: "s", test: "t/x"), FileMap.Key(step: "s")],
                    touches: touches,
                    passed: true,
                    name: FileMap.Unit(step: "s", part: "1/2", tests: 2)
                )
            ],
            sources: ["src/a b.py", "t/x\n.py"]
        ).add(to: &map, origin)
        let bytes = MapCodec.encode(map)
        let read = try #require(MapCodec.decode(bytes))
        #expect(read.entries.count == 2 && read.origins == map.origins)
        let entry = try #require(read.entry(step: "s", test: "t/x"))
        #expect(read.sets[entry.set].units == [FileMap.Unit(step: "s", part: "1/2", tests: 2)])
        #expect(read.sets[entry.set].files.map { read.paths[Int($0)] }.sorted() == ["src/a b.py", "t/x\n.py"])
        for end in 0..<bytes.count {
            let part = MapCodec.decode(Array(bytes[..<end]))
            // Whole lines of it are a smaller map, never a wrong one.
            #expect(part == nil || part?.entries.count ?? 0 <= 2)
        }
        #expect(MapCodec.decode(Array("{\"assay_touched\":1}\n{\"paths\":[]}\n".utf8)) == nil)
    }
}
