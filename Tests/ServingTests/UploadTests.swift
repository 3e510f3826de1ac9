import Core
import Dashboard
import Engine
import History
import Scanning
import Story
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite("Reports that are sent without Assay")
struct UploadTests {
    /// Keeps what it is asked to judge as a run, as a judge does.
    final class Judged: Sendable {
        let runs = Mutex<[UploadedRun]>([])
        let failures = Mutex(0)

        @Sendable func judge(_ upload: UploadedRun) async throws(DeskProblem) -> Verdict {
            let mayFail = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if mayFail { throw .broken("the disk is full") }
            runs.withLock { $0.append(upload) }
            return upload.missing.isEmpty ? .pass : .inconclusive
        }
    }

    private let judged = Judged()
    private let server: PeopleServer
    private let token: String

    init() throws {
        let judged = judged
        server = try PeopleServer(judge: { upload async throws(DeskProblem) in try await judged.judge(upload) })
        let made = ProjectToken.make(project: "shop", now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        token = made.text
    }

    private static func body(_ fields: [(String, String)], _ files: [(String, String)]) -> [UInt8] {
        var text = ""
        for (name, value) in fields {
            text += "--BOUND\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        for (name, content) in files {
            text += "--BOUND\r\nContent-Disposition: form-data; name=\"report\"; filename=\"\(name)\"\r\n"
            text += "Content-Type: application/xml\r\n\r\n\(content)\r\n"
        }
        return Array((text + "--BOUND--\r\n").utf8)
    }

    private func send(
        _ fields: [(String, String)],
        _ files: [(String, String)] = [("junit.xml", "<testsuite/>")],
        project: String = "shop",
        token: String? = nil
    ) async -> (status: Int, json: JSON) {
        let headers = [
            Header("authorization", "Bearer \(token ?? self.token)"),
            Header("content-type", "multipart/form-data; boundary=BOUND"),
        ]
        let target = "/api/v1/projects/\(project)/reports"
        let request = ServerRequest("POST", target, headers: headers, body: Self.body(fields, files), peer: "192.0.2.1")
        let answer = await server.answer(request)
        return (answer.status, (try? JSON(parsing: answer.bytes)) ?? .null)
    }

    @Test("A run of one part is judged at once")
    func one() async throws {
        let files = [("junit.xml", "<testsuite name=\"ü\"/>"), ("../../cov.xml", "<coverage/>\r\n--OTHER\r\n")]
        let commit = String(repeating: "ab", count: 20)
        let sent = await send([("run", "ci-7"), ("commit", commit), ("branch", "main")], files)
        #expect(sent.status == 201 && sent.json["verdict"]?.string == "pass")
        let run = try #require(judged.runs.withLock { $0.first })
        #expect(run.manifest.commit == commit && run.manifest.branch == "main")
        #expect(run.files.map(\.name) == ["junit.xml", "cov.xml"], "no name leads out of its folder")
        #expect(sent.json["id"]?.string == run.manifest.id && run.manifest.id.hasPrefix("20261118-"))
        #expect(!UploadFolder(path: "\(server.folder.path)/projects/shop/.assay/uploads").isJudged("ci-6"))
        let left = UploadFolder(path: "\(server.folder.path)/projects/shop/.assay/uploads").files(of: "ci-7")
        #expect(left.isEmpty, "what is judged is kept as a run alone")
    }

    @Test("A verdict waits for every part, whichever comes first and however often")
    func shards() async throws {
        let part = { (name: String) in [("run", "ci-8"), ("shards", "unit,e2e,load"), ("shard", name)] }
        let first = await send(part("e2e"))
        #expect(first.status == 202)
        #expect(first.json["missing"]?.array?.compactMap(\.string) == ["unit", "load"])
        #expect(await send(part("e2e")).status == 202, "the same part once more")
        #expect(await send(part("e2e"), [("junit.xml", "<other/>")]).status == 409)
        #expect(await send(part("none")).status == 400)
        #expect(await send([("run", "ci-8"), ("shards", "2"), ("shard", "1")]).status == 409)
        #expect(await send(part("unit") + [("branch", "topic")]).status == 409)
        #expect(await send(part("unit")).status == 202)
        #expect(judged.runs.withLock { $0.isEmpty })
        #expect(await send(part("load")).status == 201)
        #expect(judged.runs.withLock { $0.first?.files.map(\.shard) } == ["e2e", "load", "unit"])
    }

    @Test("At its deadline a run is judged without what has not come, also by a server that was started anew")
    func deadline() async throws {
        let part = { (name: String) in [("run", "ci-9"), ("shards", "3"), ("shard", name), ("deadline", "600")] }
        #expect(await send(part("2")).status == 202)
        await server.service.tendOnce()
        #expect(judged.runs.withLock { $0.isEmpty })
        let judged = judged
        let later = try PeopleServer(
            folder: server.folder,
            judge: { upload async throws(DeskProblem) in try await judged.judge(upload) }
        )
        later.clock.seconds.withLock { $0 += 601 }
        judged.failures.withLock { $0 = 1 }
        await later.service.tendOnce()
        #expect(judged.runs.withLock { $0.isEmpty }, "what cannot be judged now")
        await later.service.tendOnce()
        #expect(judged.runs.withLock { $0.map(\.missing) } == [["1", "3"]], "is judged later")
        await later.service.tendOnce()
        #expect(judged.runs.withLock { $0.count } == 1)
    }

    @Test("A run that is there already takes no more parts, and waits are shown on the page of runs")
    func closed() async throws {
        #expect(await send([("run", "ci-12")]).status == 201)
        #expect(await send([("run", "ci-12")]).status == 409)
        _ = await send([("run", "ci-10"), ("shards", "2"), ("shard", "1")])
        try await server.withPeople()
        let bob = server.cookie(await server.signIn("bob"))
        let page = try JSON(parsing: await server.get("/api/v1/projects/shop/runs", bob).bytes)
        #expect(page["uploads"]?["rows"]?[0]?["run"]?.string == "ci-10")
        #expect(page["uploads"]?["rows"]?[0]?["missing"]?.string == "2")
    }

    @Test("What is no upload is refused, and so is whoever has no token of the project")
    func refused() async throws {
        let names = ["run", "shards", "deadline", "commit"]
        for (name, value) in zip(names, ["../up", "0", "999999", "HEAD"]) {
            var fields = [("run", "ci-11")].filter { $0.0 != name }
            fields.append((name, value))
            #expect(await send(fields).status == 400, "\(name)=\(value)")
        }
        #expect(await send([("run", "ci-11")], []).status == 400)
        #expect(await send([("run", "ci-11")], token: "assay_p_x_y").status == 401)
        #expect(await send([("run", "ci-11")], project: "billing").status == 404)
        let ask = ProjectToken.make(project: "shop", use: .ask, now: server.now, days: 1)
        try server.tokens.add(ask.token, now: server.now)
        #expect(await send([("run", "ci-11")], token: ask.text).status == 401)
    }

    @Test("A body that is cut off anywhere is no upload")
    func cut() {
        let whole = Self.body([("run", "a")], [("j.xml", "<a/>")])
        let type = "multipart/form-data; boundary=\"BOUND\""
        #expect(MultipartBody(whole, type: type)?.files.map(\.name) == ["j.xml"])
        #expect(MultipartBody(whole, type: type)?.fields == ["run": "a"])
        for length in 0..<(whole.count - 4) { #expect(MultipartBody(Array(whole.prefix(length)), type: type) == nil) }
        #expect(MultipartBody(whole, type: "multipart/form-data") == nil)
        #expect(MultipartBody(whole, type: "application/xml; boundary=BOUND") == nil)
        #expect(MultipartBody(Self.body([("a", "1"), ("a", "2")], []), type: type) == nil)
    }
}
