import Access
import Dashboard
import Scanning
import Synchronization
import Testing

@testable import Serving

@Suite("People whom an issuer vouches for")
struct PersonDoorTests {
    private static let issuer = try? Issuer("https://idp.example/realm")
    private let issuer: Issuer
    private let desk = TokenDesk()
    private let server: PeopleServer

    init() throws {
        issuer = try #require(Self.issuer)
        let settings = PersonDoor.Settings(
            issuer: issuer.address,
            client: "assay",
            secret: "shared",
            url: "https://q.example"
        )
        let door = PersonDoor(
            settings,
            fetch: { [issuer] in try issuer.answer($0) },
            post: { [desk] url, form in try desk.answer(url, form) }
        )
        server = try PeopleServer(door: door)
    }

    /// What the browser keeps, and what the issuer was asked.
    private func start(next: String = "/projects/shop") async throws -> (cookie: String, asked: Query) {
        let begun = await server.get("/sign-in/start\(Query().with("next", next).suffix)", nil)
        #expect(begun.status == 303)
        let place = try #require(begun["location"])
        #expect(place.hasPrefix("https://idp.example/realm/authorize?"))
        let kept = try #require(begun["set-cookie"]?.split(separator: ";").first.map(String.init))
        return (kept, Query(place.split(separator: "?", maxSplits: 1)[1]))
    }

    private func claims(_ asked: Query, _ changes: [String: JSON?] = [:]) -> JSON {
        var claims: JSON = [
            "iss": JSON(issuer.address), "aud": "assay", "sub": "7", "iat": JSON(Int(server.now)),
            "exp": JSON(Int(server.now) + 300), "nonce": JSON(asked["nonce"]), "preferred_username": "eve",
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    private func end(_ query: Query, _ cookie: String?) async -> ServerResponse {
        let headers = cookie.map { [Header("cookie", $0)] } ?? []
        let request = ServerRequest("GET", "/sign-in/end\(query.suffix)", headers: headers, peer: "192.0.2.1")
        return await server.answer(request)
    }

    @Test("Whoever the issuer names has an account, no role yet, and is sent on to the page they wanted")
    func arrival() async throws {
        try await server.withPeople()
        let (cookie, asked) = try await start()
        #expect(asked["response_type"] == "code" && asked["code_challenge_method"] == "S256")
        #expect(asked["redirect_uri"] == "https://q.example/sign-in/end")
        desk.give(try issuer.sign(claims(asked)))
        let answer = await end(Query().with("state", asked["state"]).with("code", "c"), cookie)
        #expect(answer.status == 303 && answer["location"] == "/projects/shop")
        let form = desk.asked
        #expect(form["code"] == "c" && form["client_secret"] == "shared" && form["code_verifier"]?.utf8.count == 64)
        #expect(form["code_verifier"] != asked["code_challenge"])
        let own = server.cookie(answer)
        #expect(await server.get("/account", own).status == 200)
        #expect(await server.get("/projects/shop", own).status == 404)
        #expect(server.people.accounts["https://idp.example/realm#7"]?.name == "eve")
        // An answer holds once.
        #expect(await end(Query().with("state", asked["state"]).with("code", "c"), cookie).status == 401)
    }

    @Test("An answer without its state, in another browser, of another issuer, or after a refusal lets nobody in")
    func strangers() async throws {
        let (cookie, asked) = try await start()
        desk.give(try issuer.sign(claims(asked)))
        let good = Query().with("state", asked["state"]).with("code", "c")
        #expect(await end(Query().with("code", "c"), cookie).status == 401)
        #expect(await end(good.with("state", "guessed"), cookie).status == 401)
        let (other, _) = try await start()
        #expect(await end(good, other).status == 401)
        for (name, value) in [("iss", "https://evil.example"), ("code", "")] {
            let (cookie, asked) = try await start()
            desk.give(try issuer.sign(claims(asked)))
            let query = Query().with("state", asked["state"]).with("code", "c").with(name, value)
            #expect(await end(query, cookie).status == 401)
        }
    }

    private static let lies: [(claim: String, value: JSON?)] = [
        ("nonce", "another"), ("nonce", nil), ("aud", "another"), ("iss", "https://evil.example"),
        ("exp", 1_700_000_000), ("sub", nil), ("aud", ["assay", "another"]),
    ]

    @Test("An identity for somebody else, of another time or for another question is none", arguments: lies.indices)
    func refused(index: Int) async throws {
        let (cookie, asked) = try await start()
        let lie = Self.lies[index]
        var changes: [String: JSON?] = [lie.claim: lie.value]
        if lie.value?.array != nil { changes.updateValue("another", forKey: "azp") }
        desk.give(try issuer.sign(claims(asked, changes)))
        #expect(await end(Query().with("state", asked["state"]).with("code", "c"), cookie).status == 401)
    }
}

/// Where the issuer gives tokens.
private final class TokenDesk: Sendable {
    private let state = Mutex<(token: String, asked: Query)>(("", Query()))

    var asked: Query { state.withLock { $0.asked } }

    func give(_ token: String) { state.withLock { $0.token = token } }

    func answer(_ url: String, _ form: String) throws -> [UInt8] {
        let token = state.withLock { state in
            state.asked = Query(form)
            return state.token
        }
        let json: JSON = ["token_type": "Bearer", "id_token": JSON(token)]
        return url == "https://idp.example/realm/token" ? json.serialized() : []
    }
}
