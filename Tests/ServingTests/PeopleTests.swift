import Access
import Dashboard
import Engine
import Glibc
import History
import Scanning
import Story
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite("People of the server")
struct PeopleTests {
    private let server: PeopleServer

    init() throws { server = try PeopleServer() }

    @Test("There is no account to begin with: the code of the start makes the first administrator, once")
    func first() async throws {
        let code = try #require(server.people.firstCode)
        let good = ["code": code, "name": "ann", "password": "four words and a dog"]
        #expect(
            await server.post("/sign-in/first", ["code": "x", "name": "eve", "password": "four words and a dog"]).status
                == 401
        )
        #expect(await server.post("/sign-in/first", good.merging(["password": "short"]) { $1 }).status == 400)
        #expect(await server.post("/sign-in/first", good.merging(["name": "a b"]) { $1 }).status == 400)
        let made = await server.post("/sign-in/first", good)
        #expect(made.status == 303)
        #expect(await server.post("/sign-in/first", good).status == 404)
        #expect(await server.get("/people", server.cookie(made)).status == 200)
    }

    @Test(
        "A session lives in a cookie that no script and no other host sees, is new at each sign-in, and ends at sign-out"
    )
    func sessions() async throws {
        try await server.withPeople()
        let one = await server.signIn("ann")
        let header = try #require(one["set-cookie"])
        for word in ["__Host-assay=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(header.contains(word)) }
        #expect(!header.contains("Domain"))
        let cookie = server.cookie(one)
        let two = server.cookie(await server.signIn("ann", cookie: cookie))
        #expect(cookie != two)
        #expect(await server.get("/account", cookie).status == 303)
        #expect(await server.get("/account", two).status == 200)
        let out = await server.post("/sign-out", [:], two)
        #expect(out["set-cookie"]?.contains("Max-Age=0") == true)
        #expect(await server.get("/account", two).status == 303)
        let files = [server.folder.read("sessions"), server.folder.read("people.json")]
        for text in files { #expect(text?.contains(cookie) == false && text?.contains("dog") == false) }
        var status = stat()
        #expect(stat("\(server.folder.path)/sessions", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("A session ends when nobody uses it, and survives a restart of the server")
    func time() async throws {
        try await server.withPeople()
        let cookie = server.cookie(await server.signIn("ann"))
        let other = try PeopleServer(folder: server.folder)
        #expect(await other.get("/account", cookie).status == 200)
        other.clock.seconds.withLock { $0 += 13 * 3600 }
        #expect(await other.get("/account", cookie).status == 303)
    }

    @Test("A wrong name and a wrong password are told alike, and whoever tries many waits")
    func guessing() async throws {
        try await server.withPeople()
        let wrong = await server.post("/sign-in", ["name": "ann", "password": "not this one at all"])
        let nobody = await server.post("/sign-in", ["name": "nobody", "password": "not this one at all"])
        #expect(wrong.status == 401 && nobody.status == 401 && wrong.bytes == nobody.bytes)
        var last = 0
        for _ in 0..<12 { last = await server.post("/sign-in", ["name": "ann", "password": "x"]).status }
        #expect(last == 429)
        #expect(await server.signIn("ann").status == 429)
        #expect(await server.signIn("bob", from: "192.0.2.9").status == 303)
        // A forged header makes nobody another one.
        let forged = [Header("x-forwarded-for", "192.0.2.77")]
        #expect(await server.post("/sign-in", ["name": "bob", "password": "x"], headers: forged).status == 429)
    }

    @Test("A page of another site changes nothing, and reading changes nothing")
    func crossSite() async throws {
        try await server.withPeople()
        let cookie = server.cookie(await server.signIn("ann"))
        let fields = ["do": "add", "account": "eve", "password": "four words and a dog"]
        for site in ["cross-site", "same-site"] {
            #expect(await server.post("/people", fields, cookie, site: site).status == 403)
        }
        #expect(await server.get("/people?do=add&account=eve&password=four+words+and+a+dog", cookie).status == 200)
        #expect(server.people.accounts["eve"] == nil)
        #expect(await server.post("/people", fields, cookie).status == 200)
        #expect(server.people.accounts["eve"] != nil)
    }

    @Test("A new password ends every other session, and needs the old one")
    func password() async throws {
        try await server.withPeople()
        let (here, there) = (server.cookie(await server.signIn("ann")), server.cookie(await server.signIn("ann")))
        let fields = ["old": "wrong", "password": "five words and two dogs"]
        #expect(await server.post("/account", fields, here).status == 401)
        let page = String(decoding: await server.get("/account", here).bytes, as: UTF8.self)
        #expect(page.contains("value=\"ann\" autocomplete=\"username\""), "a browser keeps it for this name")
        let right = ["old": PeopleServer.password, "password": "five words and two dogs"]
        #expect(await server.post("/account", right.merging(["password": "ann"]) { $1 }, here).status == 400)
        #expect(await server.post("/account", right, here).status == 200)
        #expect(await server.get("/account", here).status == 200)
        #expect(await server.get("/account", there).status == 303)
        #expect(await server.signIn("ann").status == 401)
    }

    @Test("Who is not let in any more is out at once, and somebody always runs the server")
    func access() async throws {
        try await server.withPeople()
        let (ann, bob) = (server.cookie(await server.signIn("ann")), server.cookie(await server.signIn("bob")))
        #expect(await server.get("/projects/shop", bob).status == 200)
        #expect(
            await server.post("/people", ["do": "access", "account": "bob", "access": "not sign in"], ann).status == 200
        )
        #expect(await server.get("/projects/shop", bob).status == 303)
        #expect(await server.signIn("bob").status == 401)
        _ = await server.post("/people", ["do": "access", "account": "ann", "access": "not sign in"], ann)
        #expect(await server.get("/people", ann).status == 200)
    }

    @Test("Every address asks who it is: asked for another project, each answers as if there were none")
    func everyAddress() async throws {
        try await server.withPeople()
        let bob = server.cookie(await server.signIn("bob"))
        for endpoint in Endpoint.all {
            let path = endpoint.template.replacing("{project}", with: "billing").replacing("{run}", with: server.run)
                .replacing("{incident}", with: "INC-1")
            // What somebody does to themselves, such as signing out, is theirs to do.
            let cookie = endpoint.need == .person ? nil : bob
            let (own, stranger): (ServerResponse, ServerResponse)
            if endpoint.method == "GET" {
                own = await server.get(path, cookie)
                stranger = await server.get(path, nil)
            } else {
                own = await server.send(endpoint.method, path, ["do": "token"], cookie)
                stranger = await server.send(endpoint.method, path, ["do": "token"], nil)
            }
            let name = "\(endpoint.method) \(endpoint.template)"
            switch endpoint.need {
            case .role, .asker:
                #expect(own.status == 404, "\(name)")
                #expect([303, 401].contains(stranger.status), "\(name)")
            case .serverAdmin, .monitoring:
                #expect(own.status == 404, "\(name)")
                #expect([303, 401].contains(stranger.status), "\(name)")
            case .machine:
                #expect(own.status == 401 && stranger.status == 401, "\(name)")
            case .reader, .person: #expect([303, 401].contains(stranger.status), "\(name)")
            case .nothing:
                #expect(!String(decoding: own.bytes, as: UTF8.self).contains("billing"), "\(name)")
            }
            for answer in [own, stranger] {
                #expect(answer["content-security-policy"] != nil && answer["x-content-type-options"] == "nosniff")
                #expect(answer["cache-control"] == "no-store" || [.style, .script].contains(endpoint.kind), "\(name)")
            }
        }
        let home = String(decoding: await server.get("/api/v1/projects", bob).bytes, as: UTF8.self)
        #expect(home.contains("shop") && !home.contains("billing"))
    }

    @Test("A viewer reads; a role above it does more, and only in its own project")
    func roles() async throws {
        try await server.withPeople()
        let bob = server.cookie(await server.signIn("bob"))
        #expect(await server.get("/projects/shop/settings", bob).status == 403)
        #expect(await server.post("/projects/shop/settings", ["do": "token"], bob).status == 403)
        let ann = server.cookie(await server.signIn("ann"))
        let role = ["do": "role", "account": "bob", "project": "shop", "role": "admin"]
        #expect(await server.post("/people", role, bob).status == 404)
        #expect(await server.post("/people", role, ann).status == 200)
        let made = await server.post("/projects/shop/settings", ["do": "token", "days": "30"], bob)
        #expect(String(decoding: made.bytes, as: UTF8.self).contains("assay_p_"))
        _ = await server.post("/projects/shop/settings", ["do": "token"], bob)
        #expect(server.tokens.valid(of: "shop", now: server.now).count == 2)
        _ = await server.post("/projects/shop/settings", ["do": "token"], bob)
        #expect(server.tokens.valid(of: "shop", now: server.now).count == 2)
        let id = try #require(server.tokens.valid(of: "shop", now: server.now).first?.id)
        _ = await server.post("/projects/shop/settings", ["do": "revoke", "token": id], bob)
        #expect(server.tokens.valid(of: "shop", now: server.now).count == 1)
    }

    @Test("What people did stands in the log in their order, and a name cannot write a line of its own")
    func audit() async throws {
        try await server.withPeople()
        let name = "eve\n{\"digest\":\"x\"}"
        _ = await server.post("/sign-in", ["name": name, "password": "x"])
        let ann = server.cookie(await server.signIn("ann"))
        let data = try JSON(parsing: await server.get("/api/v1/audit", ann).bytes)
        let rows = try #require(data["entries"]?["rows"]?.array)
        #expect(rows.first?["kind"]?.string == "sign_in")
        #expect(rows.contains { $0["kind"]?.string == "sign_in_failed" && $0["actor"]?.string == name })
        let page = await server.get("/audit", ann)
        #expect(page.status == 200)
        var text = try #require(server.folder.read("audit/audit.jsonl"))
        text = text.replacing("sign_in_failed", with: "sign_in_filled")
        server.folder.write(text, to: "audit/audit.jsonl")
        #expect(await server.get("/audit", ann).status == 503)
    }

    @Test("The metrics are for whoever runs the server, and for a token that reads nothing else")
    func metrics() async throws {
        try await server.withPeople()
        #expect(await server.get("/metrics", nil).status == 401)
        let made = ProjectToken.make(project: ProjectToken.metrics, now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        let bearer = [Header("authorization", "Bearer \(made.text)")]
        #expect(await server.get("/metrics", nil, headers: bearer).status == 200)
        #expect(await server.get("/projects/shop", nil, headers: bearer).status == 404)
    }

    @Test("Who signs in is sent on to the page they asked for, and to no other server")
    func next() async throws {
        try await server.withPeople()
        let asked = await server.get("/projects/shop/runs?verdict=fail", nil)
        #expect(asked["location"] == "/sign-in?next=%2Fprojects%2Fshop%2Fruns%3Fverdict%3Dfail")
        let fields = ["name": "ann", "password": PeopleServer.password]
        let on = await server.post("/sign-in", fields.merging(["next": "/projects/shop/runs?verdict=fail"]) { $1 })
        #expect(on["location"] == "/projects/shop/runs?verdict=fail")
        let away = await server.post("/sign-in", fields.merging(["next": "//evil.example/"]) { $1 })
        #expect(away["location"] == "/")
    }

    @Test("Whoever asks for very much is told to wait")
    func limits() async throws {
        try await server.withPeople()
        var last = 0
        for _ in 0..<1_300 { last = await server.get("/health", nil).status }
        #expect(last == 429)
        #expect(await server.get("/health", nil, from: "192.0.2.9").status == 200)
    }
}
