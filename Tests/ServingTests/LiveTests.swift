import Core
import Dashboard
import Scanning
import Testing
import Wire

@testable import Serving

@Suite("A run that is under way", .timeLimit(.minutes(30)))
struct LiveTests {
    private let server: PeopleServer
    private let token: String
    private static let run = "20261118-120000-live"

    init() throws {
        server = try PeopleServer()
        let made = ProjectToken.make(project: "shop", now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        token = made.text
    }

    private static let context = RunContext(
        id: run,
        branch: "main",
        machine: Machine(cores: 2, memoryBytes: 1e9, system: "Linux"),
        started: 1_795_000_000
    )

    private static let story: [RunEvent] = [
        .runStarted(context, stages: 1, steps: 3), .attemptStarted(step: "unit", number: 1, processID: nil),
        .stepEnded(StepRecord(name: "unit", stage: "test", kind: .unit, outcome: .passed(tries: 1))),
        .attemptStarted(step: "slow", number: 1, processID: nil), .warning("<b>a warning</b>"),
        .attemptStarted(step: "bad", number: 1, processID: nil),
        .stepEnded(
            StepRecord(name: "bad", stage: "test", kind: .unit, outcome: .failed(.exit(code: 1), tries: 1))
        ),
        .gateJudged(gate: .coverage, verdict: .fail),
    ]

    private static func lines(_ range: Range<Int>, run: String = LiveTests.run) -> [UInt8] {
        range.flatMap { number -> [UInt8] in
            let event = RecordedEvent(
                run: run,
                sequence: number,
                time: 1_795_000_000 + Double(number),
                event: story[number]
            )
            var writer = JSONWriter()
            event.write(to: &writer)
            writer.appendNewline()
            return writer.bytes
        }
    }

    private func tell(_ lines: [UInt8], project: String = "shop", token: String? = nil) async -> ServerResponse {
        let path = "/api/v1/projects/\(project)/runs/\(Self.run)/events"
        let headers = [Header("authorization", "Bearer \(token ?? self.token)")]
        return await server.answer(ServerRequest("POST", path, headers: headers, body: lines, peer: "192.0.2.1"))
    }

    private func next(_ answer: ServerResponse) throws -> Int? { try JSON(parsing: answer.bytes)["next"]?.int }

    @Test("Its page shows what its events have told, follows by our own script, and refreshes without one")
    func page() async throws {
        try await server.withPeople()
        let bob = server.cookie(await server.signIn("bob"))
        #expect(await server.get("/projects/shop/runs/\(Self.run)", bob).status == 404)
        #expect(try next(await tell(Self.lines(0..<8))) == 8)
        let page = await server.get("/projects/shop/runs/\(Self.run)", bob)
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(page["content-security-policy"]?.hasSuffix("script-src 'self'; connect-src 'self'") == true)
        #expect(text.contains("<script src=\"/live.js\" defer>") && text.contains("http-equiv=\"refresh\""))
        #expect(text.contains("/live?after=8") && !text.contains("<b>a warning"))
        let data = try JSON(parsing: await server.get("/api/v1/projects/shop/runs/\(Self.run)", bob).bytes)
        #expect(data["steps"]?["rows"]?.array?.compactMap { $0["step"]?.string } == ["bad", "slow", "unit"])
        #expect(data["figures"]?["ended"]?["value"]?.int == 2)
        let runs = try JSON(parsing: await server.get("/api/v1/projects/shop/runs", bob).bytes)
        #expect(runs["under_way"]?["rows"]?[0]?["run"]?.string == Self.run)
    }

    @Test("Events count once and in their order, and a server that began anew says which it waits for")
    func order() async throws {
        #expect(try next(await tell(Self.lines(0..<3))) == 3)
        #expect(try next(await tell(Self.lines(1..<4))) == 4)
        #expect(try next(await tell(Self.lines(6..<8))) == 4)
        let other = LiveRuns()
        #expect(other.add(Self.lines(3..<5), project: "shop", run: Self.run, now: 0) == .success(0))
        #expect(other.add(Self.lines(0..<5), project: "shop", run: Self.run, now: 0) == .success(5))
    }

    @Test("Events of another run, broken ones, and those of another project's token are refused")
    func refused() async throws {
        #expect(await tell(Self.lines(0..<1, run: "other")).status == 400)
        #expect(await tell(Array("{\"run\":\n".utf8)).status == 400)
        #expect(await tell(Self.lines(0..<1), token: "assay_p_x").status == 401)
        #expect(await tell(Self.lines(0..<1), project: "billing").status == 404)
    }

    @Test("Who watches a run is told at once, and let go when its record has come")
    func watching() async throws {
        let live = LiveRuns()
        _ = live.add(Self.lines(0..<2), project: "shop", run: Self.run, now: 0)
        let stream = try #require(live.watch(Self.run, project: "shop"))
        #expect(live.watch(Self.run, project: "billing") == nil)
        var changes = stream.makeAsyncIterator()
        #expect(await changes.next() == 2)
        _ = live.add(Self.lines(2..<3), project: "shop", run: Self.run, now: 0)
        #expect(await changes.next() == 3)
        live.end(project: "shop", run: Self.run)
        #expect(await changes.next() == -1)
        #expect(await changes.next() == nil)
        #expect(live.run(Self.run, project: "shop") == nil)
        #expect(live.watch(Self.run, project: "shop") == nil)
    }

    @Test("News go out as events of the server, and a reader that comes back gets what it has missed")
    func events() async throws {
        let (changes, change) = AsyncStream.makeStream(of: Int.self)
        let answer = EventSource.answer(changes, after: 4)
        #expect(answer["content-type"] == "text/event-stream" && answer["x-accel-buffering"] == "no")
        guard case .stream(let stream) = answer.body else { return #expect(Bool(false), "no stream") }
        change.yield(4)
        change.yield(5)
        change.finish()
        var text = ""
        for await bytes in stream { text += String(decoding: bytes, as: UTF8.self) }
        #expect(text == ": here\nretry: 2000\n\nid: 5\nevent: change\ndata: 5\n\n")
    }
}
