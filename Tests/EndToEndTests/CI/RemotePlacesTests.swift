import Scanning
import TestSupport
import Testing

@Suite(
    "Reports and history in a bucket",
    .enabled(if: MotoServer.shared != nil, Comment(rawValue: MotoServer.missing))
)
struct RemotePlacesTests {
    private func environment(_ address: String) -> [String: String] {
        ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL": address, "AWS_PROFILE": ""]
    }

    private func project(_ reporting: String = "{}") -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: {run: cp given.xml r.xml, reports: r.xml}
            reporting: \(reporting)
            """,
            to: "assay.yaml"
        )
        folder.write(
            "<testsuite name=\"s\"><testcase classname=\"c\" name=\"a\" time=\"0.01\"/></testsuite>",
            to: "given.xml"
        )
        return folder
    }

    /// Asks the server as anybody would, without Assay's own client.
    private func ask(_ method: String, _ path: String, in folder: Folder) throws -> String {
        let address = try #require(MotoServer.shared).address
        let program = """
            import sys, urllib.request
            signed = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
            request = urllib.request.Request(sys.argv[2], method=sys.argv[1], headers={"Authorization": signed})
            print(urllib.request.urlopen(request).read().decode())
            """
        let ended = Program.run([MotoServer.python, "-c", program, method, "\(address)/\(path)"], in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        return ended.out
    }

    @Test("Reports are kept in a bucket, with receipts, and what lies there is what was written")
    func kept() throws {
        let server = try #require(MotoServer.shared)
        let folder = project("{format: [html, junit], storage: s3://kept/team/a}")
        _ = try ask("PUT", "kept", in: folder)
        let ended = Program.run([Program.assay, "run"], in: folder, environment: environment(server.address))
        #expect(ended.code == 0 && ended.err.contains("kept: s3://kept/team/a/"), "\(ended.err)")
        let receipts = try #require(try JSON(parsing: folder.read(".assay/latest/receipts.json")).array)
        let junit = try #require(receipts.first { $0["file"]?.string?.hasSuffix("junit.xml") ?? false })
        #expect(junit["sha256"]?.string?.count == 64 && junit["error"] == nil)
        let name = try #require(junit["file"]?.string)
        let stored = try ask("GET", "kept/team/a/\(name)", in: folder)
        #expect(stored.contains("<testcase name=\"a\""))
    }

    @Test("A bucket that is not there, or nobody who answers: a warning with the reason, and the same verdict")
    func refused() throws {
        let server = try #require(MotoServer.shared)
        let folder = project("{storage: s3://nobody-made-this/x}")
        let ended = Program.run([Program.assay, "run"], in: folder, environment: environment(server.address))
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.err.contains("warning: reporting.storage s3://nobody-made-this/x: "), "\(ended.err)")
        #expect(ended.err.contains("NoSuchBucket"))
        var without = environment(server.address)
        without["AWS_ACCESS_KEY_ID"] = ""
        without["HOME"] = folder.path
        let anonymous = Program.run([Program.assay, "run"], in: folder, environment: without)
        #expect(
            anonymous.code == 0 && anonymous.err.contains("no credentials: set AWS_ACCESS_KEY_ID"),
            "\(anonymous.err)"
        )
    }

    @Test("Two checkouts that share a history through a bucket know each other's runs, and lose none")
    func history() throws {
        let server = try #require(MotoServer.shared)
        let (one, two) = (project(), project())
        _ = try ask("PUT", "past", in: one)
        let variables = environment(server.address)
        func run(_ folder: Folder) -> Program.Ended {
            Program.run([Program.assay, "run", "--history", "s3://past/team"], in: folder, environment: variables)
        }
        let first = run(one)
        #expect(first.code == 0 && first.err.contains("history: 1 run added to s3://past/team"), "\(first.err)")
        two.write(
            "<testsuite name=\"s\"><testcase classname=\"c\" name=\"a\"><failure/></testcase></testsuite>",
            to: "given.xml"
        )
        let second = run(two)
        #expect(second.code == 1, "\(second.err)")
        let report = try JSON(parsing: two.read(".assay/latest/report.json"))
        let mine = try JSON(parsing: one.read(".assay/latest/report.json"))
        #expect(report["past"]?["previous"]?["id"] == mine["run"]?["id"])
        #expect(report["past"]?["new_failures"]?.array?.count == 1)
        let listed = try ask("GET", "past?list-type=2", in: one)
        #expect(listed.ranges(of: "/history.json").count == 2, "\(listed)")
        let stats = Program.run(
            [Program.assay, "history", "stats", "--history", "s3://past/team"],
            in: one,
            environment: variables
        )
        #expect(stats.code == 0 && stats.out.contains("runs      2,"), "\(stats.out)\(stats.err)")
    }

    @Test("A history that cannot be reached is a warning, and one that cannot be listed a usage error")
    func unreachable() throws {
        let folder = project()
        let variables = environment("http://127.0.0.1:1")
        let ended = Program.run(
            [Program.assay, "run", "--history", "s3://past/team"],
            in: folder,
            environment: variables
        )
        #expect(ended.code == 0 && ended.err.contains("warning: the shared history cannot be read: "), "\(ended.err)")
        let web = Program.run([Program.assay, "run", "--history", "https://h.example/x"], in: folder)
        #expect(web.code == 2 && web.err.contains("use s3:// or a folder"), "\(web.err)")
    }

    @Test(
        "What one machine recorded of tests, another selects by, through a bucket; a damaged recording proves nothing"
    )
    func maps() throws {
        let server = try #require(MotoServer.shared)
        let variables = environment(server.address)
        let project = SelectionProject(
            """
            pipeline: {stages: [{name: s, steps: [unit]}]}
            steps:
              unit:
                tests: t/*.sh
                run: |
                  mkdir -p out
                  for t in "$@"; do sh "$t"; done
                  echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
                reports: ["out/{unit}.xml"]
            """
        )
        for name in ["a", "b"] {
            project.folder.write("true\n", to: "src/\(name).sh")
            project.folder.write(". ./src/\(name).sh\n", to: "t/\(name).sh")
        }
        project.commit("all")
        _ = try ask("PUT", "maps", in: project.folder)
        let shared = ["--history", "s3://maps/team"]
        let learned = project.assay(["run", "--learn"] + shared, environment: variables)
        #expect(learned.code == 0 && learned.err.contains("history: 1 run added"), "\(learned.err)")
        func elsewhere(_ more: [String: String] = [:]) throws -> (answer: JSON, err: String) {
            let other = Folder()
            _ = Program.run(["/usr/bin/env", "git", "clone", "-q", project.folder.path, other.path], in: other)
            other.write("true # new\n", to: "src/a.sh")
            let ended = Program.run(
                [Program.assay, "select", "--base", "HEAD"] + shared,
                in: other,
                environment: variables.merging(["PATH": Tools.path]) { $1 }.merging(more) { $1 }
            )
            return (try JSON(parsing: ended.out), ended.err)
        }
        let known = try elsewhere()
        #expect(known.answer["tests"]?.array?.compactMap(\.string) == ["t/a.sh"], "\(known.err)")
        #expect(known.answer["proven"]?.int == 2)
        let silent = try elsewhere(["AWS_ENDPOINT_URL": "http://127.0.0.1:1"])
        #expect(silent.answer["all"]?.bool == true && silent.err.contains("cannot be read"), "\(silent.err)")
        let summary = try JSON(parsing: project.folder.read(".assay/latest/summary.json"))
        let run = try #require(summary["run"]?["context"]?["id"]?.string)
        _ = try ask("PUT", "maps/team/\(run)/touched.json", in: project.folder)
        let damaged = try elsewhere()
        #expect(damaged.answer["all"]?.bool == true && damaged.err.contains("is damaged"), "\(damaged.err)")
    }
}
