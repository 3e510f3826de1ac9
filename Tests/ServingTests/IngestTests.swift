import Core
import Dashboard
import Engine
import Glibc
import History
import Scanning
import Story
import TestSupport
import Testing

@testable import Serving

@Suite("Runs that programs send")
struct IngestTests {
    private let folder = TemporaryFolder()
    private let service: DashboardService
    private let token: String
    private let foreign: String
    private let expired: String
    private static let now = 1_795_000_000.0
    private let record = PlantedStory().records[239]

    init() throws {
        let file = TokenFile("\(folder.path)/tokens")
        var texts: [String] = []
        for (project, days) in [("shop", 30), ("billing", 30), ("shop", -1)] {
            let made = ProjectToken.make(project: project, now: Self.now, days: days)
            try file.add(made.token, now: Self.now - 86_400 * 10)
            texts.append(made.text)
        }
        token = texts[0]
        foreign = texts[1]
        expired = texts[2]
        mkdir("\(folder.path)/projects", 0o755)
        for name in ["shop", "billing"] {
            mkdir("\(folder.path)/projects/\(name)", 0o755)
            _ = try ProjectHistory(root: "\(folder.path)/projects/\(name)").open()
        }
        let projects = ProjectRegistry(folder: "\(folder.path)/projects") { name, root in
            ServedProject(name: name, files: ProjectHistory(root: root))
        }
        let now = Self.now
        service = DashboardService(projects, DashboardService.Settings { now }, ingest: Ingest(file))
    }

    private func put(
        _ project: String,
        _ run: String,
        token: String?,
        body: [UInt8]? = nil,
        length: Int? = nil
    ) async -> ServerResponse {
        let bytes = RecordCodec.encode(record)
        var headers = [Header("assay-record-bytes", "\(length ?? bytes.count)")]
        if let token { headers.append(Header("authorization", "Bearer \(token)")) }
        let packed = body ?? Deflate.gzip(bytes + Array("{}".utf8)) ?? []
        let target = "/api/v1/projects/\(project)/runs/\(run)"
        return await service.answer(ServerRequest("PUT", target, headers: headers, body: packed, peer: "192.0.2.1"))
    }

    private func runs(_ project: String) async throws -> [String] {
        let answer = await service.answer(ServerRequest("GET", "/api/v1/projects/\(project)/runs"))
        return try JSON(parsing: answer.bytes)["runs"]?["rows"]?.array?.compactMap { $0["run"]?.string } ?? []
    }

    @Test("A run that is sent twice is taken in once, with its summary, and stands on the page")
    func idempotent() async throws {
        let id = record.run.id
        #expect(await put("shop", id, token: token).status == 201)
        #expect(await put("shop", id, token: token).status == 200)
        #expect(try await runs("shop") == [id])
        #expect(folder.read("projects/shop/.assay/runs/\(id)/summary.json") == "{}")
        #expect(try await runs("billing").isEmpty)
    }

    @Test("A run that is in the folder and not yet in the index, as after a crash, is taken in at the next start")
    func afterCrash() throws {
        let files = ProjectHistory(root: "\(folder.path)/projects/shop")
        try files.own.add(record)
        let synced = try files.open()
        #expect(synced.synced.added == 1)
        #expect(try synced.history.runs(RunQuery()).map(\.id) == [record.run.id])
    }

    @Test("Without a token that holds nothing is taken; with another project's, that project is not even there")
    func tokens() async throws {
        let id = record.run.id
        for wrong in [nil, "", "assay_p_x", expired, token + "0", String(token.dropLast())] {
            #expect(await put("shop", id, token: wrong).status == 401)
        }
        #expect(await put("shop", id, token: foreign).status == 404)
        #expect(await put("none", id, token: token).status == 404)
        #expect(try await runs("shop").isEmpty)
        #expect(try await runs("billing").isEmpty)
    }

    @Test("What is no run is refused, and nothing of it stays")
    func broken() async throws {
        let id = record.run.id
        #expect(await put("shop", "other", token: token).status == 400)
        #expect(await put("shop", id, token: token, body: Array("plain".utf8)).status == 400)
        #expect(await put("shop", id, token: token, body: Deflate.gzip(Array("{}".utf8))).status == 400)
        #expect(await put("shop", id, token: token, length: 1 << 40).status == 400)
        #expect(await put("shop", id, token: token, length: -1).status == 400)
        #expect(await put("shop", id, token: token, length: 7).status == 400)
        #expect(try await runs("shop").isEmpty)
    }

    @Test("A project keeps no more than it may")
    func quota() async throws {
        let server = try PeopleServer(quota: 100)
        let made = ProjectToken.make(project: "shop", now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        let bytes = RecordCodec.encode(record)
        let headers = [
            Header("assay-record-bytes", "\(bytes.count)"), Header("authorization", "Bearer \(made.text)"),
        ]
        let packed = try #require(Deflate.gzip(bytes))
        let target = "/api/v1/projects/shop/runs/\(record.run.id)"
        #expect(await server.answer(ServerRequest("PUT", target, headers: headers, body: packed)).status == 507)
    }

    @Test("However many projects are read, few connections stay open")
    func connections() throws {
        for number in 0..<12 {
            let root = "\(folder.path)/projects/p\(number)"
            mkdir(root, 0o755)
            let files = ProjectHistory(root: root)
            _ = try files.open()
            let count = try HistoryPool(path: files.database).read { history throws(HistoryError) in
                try history.runs(RunQuery()).count
            }
            #expect(count == 0)
        }
        #expect(IdleHistories.shared.count <= 6)
    }

    @Test("Whoever guesses tokens is told to wait")
    func guessing() async {
        var last = 0
        for _ in 0..<40 { last = await put("shop", "a", token: "assay_p_guess").status }
        #expect(last == 429)
        #expect(await put("shop", record.run.id, token: token).status == 201)
    }

    @Test("Of a token the file keeps a digest alone, and only its owner may read the file")
    func file() throws {
        let text = try #require(folder.read("tokens"))
        #expect(!text.contains(token) && !text.contains(String(token.suffix(64))))
        var status = stat()
        #expect(stat("\(folder.path)/tokens", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
}
