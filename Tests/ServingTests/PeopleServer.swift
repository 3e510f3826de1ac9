import Access
import Core
import Dashboard
import Engine
import Glibc
import History
import Story
import Synchronization
import TestSupport
import Testing

@testable import Serving

final class ManualClock: Sendable {
    /// Since 1970.
    let seconds = Mutex(1_795_000_000.0)
}

/// A server with two projects and people, on a clock of its own.
final class PeopleServer: Sendable {
    static let password = "four words and a dog"

    let folder: TemporaryFolder
    let clock = ManualClock()
    let people: People
    let tokens: TokenFile
    let run: String
    let service: DashboardService

    var now: Double { clock.seconds.withLock { $0 } }

    init(
        folder: TemporaryFolder = TemporaryFolder(),
        jobs: JobDoor? = nil,
        door: PersonDoor? = nil,
        quota: Int = 0,
        desk: (any ProjectDesk)? = nil,
        needsSecondFactor: Bool = false,
        judge: ServedProject.Judge? = nil,
        protection: ProtectionDesk? = nil
    ) throws {
        self.folder = folder
        let record = PlantedStory().records[239]
        run = record.run.id
        mkdir("\(folder.path)/projects", 0o755)
        for name in ["shop", "billing"] {
            mkdir("\(folder.path)/projects/\(name)", 0o755)
            let history = try ProjectHistory(root: "\(folder.path)/projects/\(name)").open().history
            _ = try history.add(record)
        }
        let projects = ProjectRegistry(folder: "\(folder.path)/projects") { name, root in
            var known = ServedProject.Surroundings()
            known.desk = desk
            known.judge = judge
            return ServedProject(name: name, files: ProjectHistory(root: root), surroundings: known)
        }
        let cost = PasswordHash(logRounds: 10, parallelism: 1)
        people = try People(folder: folder.path, cost: cost, door: door) { _ in }
        tokens = TokenFile("\(folder.path)/tokens")
        var settings = DashboardService.Settings { [clock] in clock.seconds.withLock { $0 } }
        settings.needsSecondFactor = needsSecondFactor
        settings.looksAfter = true
        service = DashboardService(
            projects,
            settings,
            ingest: Ingest(tokens, jobs: jobs, quota: quota),
            people: people,
            protection: protection
        )
    }

    /// `ann` runs the server; `bob` reads the project `shop`.
    func withPeople() async throws {
        let code = try #require(people.firstCode)
        let made = await post("/sign-in/first", ["code": code, "name": "ann", "password": Self.password])
        try #require(made.status == 303)
        let ann = try #require(people.accounts["ann"])
        try #require(try await people.add("bob", password: Self.password, by: ann, now: now))
        try #require(try people.set("bob", .viewer, in: "shop", by: ann, now: now))
    }

    func signIn(_ name: String, cookie: String? = nil, from peer: String = "192.0.2.1") async -> ServerResponse {
        await send("POST", "/sign-in", ["name": name, "password": Self.password], cookie, from: peer)
    }

    func cookie(_ answer: ServerResponse) -> String {
        let text = answer["set-cookie"]?.split(separator: ";").first?.split(separator: "=").last
        return text.map(String.init) ?? ""
    }

    func get(
        _ path: String,
        _ cookie: String?,
        headers: [Header] = [],
        from peer: String = "192.0.2.1"
    ) async -> ServerResponse {
        await service.answer(ServerRequest("GET", path, headers: headers + Self.headers(cookie), peer: peer))
    }

    func post(
        _ path: String,
        _ fields: [String: String],
        _ cookie: String? = nil,
        site: String = "same-origin",
        headers: [Header] = []
    ) async -> ServerResponse {
        await send("POST", path, fields, cookie, site: site, headers: headers)
    }

    func send(
        _ method: String,
        _ path: String,
        _ fields: [String: String],
        _ cookie: String? = nil,
        site: String = "same-origin",
        headers: [Header] = [],
        from peer: String = "192.0.2.1"
    ) async -> ServerResponse {
        var query = Query()
        for (name, value) in fields { query[name] = value }
        let own =
            headers + Self.headers(cookie) + [
                Header("content-type", "application/x-www-form-urlencoded"), Header("sec-fetch-site", site),
            ]
        let body = Array(query.suffix.dropFirst().utf8)
        return await service.answer(ServerRequest(method, path, headers: own, body: body, peer: peer))
    }

    func answer(_ request: ServerRequest) async -> ServerResponse { await service.answer(request) }

    private static func headers(_ cookie: String?) -> [Header] {
        [Header("host", "localhost")] + (cookie.map { [Header("cookie", "\(DashboardService.cookie)=\($0)")] } ?? [])
    }
}
