import Access
import Core
import Dashboard
import Scanning
import Signing
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite("Releases and incidents on the dashboard")
struct DeskTests {
    private let desk = DeskOfShop()
    private let server: PeopleServer

    init() throws { server = try PeopleServer(desk: desk) }

    private func cookie(_ role: Role) async throws -> String {
        try await server.withPeople()
        let ann = try #require(server.people.accounts["ann"])
        try #require(try await server.people.add("eve", password: PeopleServer.password, by: ann, now: server.now))
        try #require(try server.people.set("eve", role, in: "shop", by: ann, now: server.now))
        return server.cookie(await server.signIn("eve"))
    }

    private static let question =
        "environment=production&artifact=sha256:\(DeskOfShop.artifact)&commit=\(DeskOfShop.commit)"

    @Test("What holds a release back stands on its page line by line, with what to do")
    func releases() async throws {
        let eve = try await cookie(.viewer)
        let data = try JSON(parsing: await server.get("/api/v1/projects/shop/releases", eve).bytes)
        #expect(data["environments"]?["rows"]?[0]?["artifact"]?.string == DeskOfShop.artifact)
        let lines = data["waiting_production"]?["rows"]?.array
        #expect(lines?.map { $0["verdict"]?.string } == ["pass", "inconclusive"])
        #expect(lines?.last?["remedy"]?.string == "ask ann")
        #expect(data["approvals"]?["rows"]?[0]?["signature"]?.bool == false)
        let page = String(decoding: await server.get("/projects/shop/releases", eve).bytes, as: UTF8.self)
        #expect(page.contains("0 of 2 &lt;people&gt;") && !page.contains("<form class=\"choose card\" method=\"post\""))
    }

    @Test("A project that the server has no configuration of says so, and has no incident")
    func empty() async throws {
        let bare = try PeopleServer()
        try await bare.withPeople()
        let bob = bare.cookie(await bare.signIn("bob"))
        for page in ["releases", "incidents"] {
            let answer = await bare.get("/projects/shop/\(page)", bob)
            #expect(answer.status == 200)
            #expect(String(decoding: answer.bytes, as: UTF8.self).contains("no configuration of this project"))
        }
        #expect(await bare.get("/projects/shop/incidents/INC-1", bob).status == 404)
        #expect(await bare.get("/api/v1/projects/shop/deployable?\(Self.question)", bob).status == 404)
    }

    @Test("A member answers an incident and silences an alert; a viewer reads, and a stranger not even that")
    func incidents() async throws {
        let answer = ["do": "acknowledge", "incident": "INC-1"]
        let eve = try await cookie(.member)
        let bob = server.cookie(await server.signIn("bob"))
        #expect(await server.post("/projects/shop/incidents", answer, bob).status == 403)
        #expect(await server.post("/projects/shop/incidents", answer, nil).status == 401)
        #expect(await server.post("/projects/shop/incidents", answer, eve, site: "cross-site").status == 403)
        #expect(desk.done.withLock { $0.isEmpty })
        #expect(await server.post("/projects/shop/incidents", answer, eve).status == 200)
        let silence = ["do": "silence", "subject": "slow", "hours": "4", "reason": "known"]
        #expect(await server.post("/projects/shop/incidents", silence, eve).status == 200)
        #expect(
            await server.post("/projects/shop/incidents", silence.merging(["hours": "999"]) { $1 }, eve).status == 400
        )
        #expect(
            await server.post("/projects/shop/incidents", ["do": "unsilence", "silence": "SIL-1"], eve).status == 200
        )
        #expect(
            desk.done.withLock { $0 } == [
                "eve looks after INC-1", "eve silences slow for 4.0: known", "eve ends SIL-1",
            ]
        )
        let page = String(decoding: await server.get("/projects/shop/incidents/INC-1", bob).bytes, as: UTF8.self)
        #expect(page.contains("&lt;b&gt;boom&lt;/b&gt;") && !page.contains("I look after it"))
    }

    @Test("A token that asks what may be deployed does nothing else, and is answered in the form that it asks for")
    func deployable() async throws {
        try await server.withPeople()
        let made = ProjectToken.make(project: "shop", use: .ask, now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        #expect(ProjectToken(line: made.token.line) == made.token)
        let bearer = [Header("authorization", "Bearer \(made.text)")]
        let ask = { (query: String) in
            await server.get("/api/v1/projects/shop/deployable?\(Self.question)\(query)", nil, headers: bearer)
        }
        let argo = try JSON(parsing: await ask("&format=argo").bytes)
        #expect(argo["allowed"]?.bool == false && argo["verdict"]?.string == "inconclusive")
        #expect(await ask("&format=argo").status == 200)
        #expect(await ask("&format=flagger").status == 403)
        #expect(try JSON(parsing: await ask("&format=github").bytes)["state"]?.string == "rejected")
        #expect(try JSON(parsing: await ask("").bytes)["allowed"]?.bool == false)
        #expect(await ask("&format=text").status == 400)
        #expect(await server.get("/api/v1/projects/shop/deployable", nil, headers: bearer).status == 400)
        #expect(
            await server.get("/api/v1/projects/billing/deployable?\(Self.question)", nil, headers: bearer).status == 404
        )
        #expect(await server.get("/api/v1/projects/shop/runs", nil, headers: bearer).status == 404)
        let send = await server.answer(
            ServerRequest("PUT", "/api/v1/projects/shop/runs/r", headers: bearer + [Header("assay-record-bytes", "1")])
        )
        #expect(send.status == 401)
        #expect(desk.asked.withLock { $0.allSatisfy { !$0.isKept } }, "asking leaves no trace")
    }

    @Test("A hook that posts is decided on in the log, in the name of its token; no page of another site can")
    func kept() async throws {
        let made = ProjectToken.make(project: "shop", use: .ask, now: server.now, days: 1)
        try server.tokens.add(made.token, now: server.now)
        let body: JSON = [
            "name": "shop", "phase": "Progressing",
            "metadata": [
                "environment": "production", "artifact": JSON("sha256:" + DeskOfShop.artifact),
                "commit": JSON(DeskOfShop.commit),
            ],
        ]
        let target = "/api/v1/projects/shop/deployable?format=flagger"
        let headers = [Header("authorization", "Bearer \(made.text)"), Header("content-type", "application/json")]
        let hook = await server.answer(ServerRequest("POST", target, headers: headers, body: body.serialized()))
        #expect(hook.status == 403)
        #expect(desk.asked.withLock { $0.map(\.actor) } == ["token \(made.token.id)"])
        let eve = try await cookie(.member)
        let form = await server.post(target, ["environment": "production"], eve, site: "cross-site")
        #expect(form.status == 403 && desk.asked.withLock { $0.count } == 1)
        let bob = server.cookie(await server.signIn("bob"))
        let viewer = await server.answer(
            ServerRequest(
                "POST",
                "/api/v1/projects/shop/deployable?\(Self.question)",
                headers: [
                    Header("content-type", "application/json"), Header("cookie", "\(DashboardService.cookie)=\(bob)"),
                ]
            )
        )
        #expect(viewer.status == 403 && desk.asked.withLock { $0.count } == 1)
    }

    @Test(
        "A proposed criterion is tried by whoever reads, as page, JSON and CSV; what is none is told, and not too often"
    )
    func trial() async throws {
        let eve = try await cookie(.viewer)
        let proposal = "criterion=coverage_gate.overall.threshold&asks=%3E%3D+90%25&runs=100000"
        let data = await server.get("/api/v1/projects/shop/gates?\(proposal)", eve)
        #expect(try JSON(parsing: data.bytes)["trial"]?["rows"]?[0]?["proposed"]?.string == "fail")
        #expect(desk.done.withLock { $0 } == ["tries >= 90% on 100 of 1"])
        let csv = await server.get("/api/v1/projects/shop/gates?\(proposal)&format=csv&table=trial", eve)
        #expect(String(decoding: csv.bytes, as: UTF8.self).hasPrefix("run,time,now,proposed"))
        let page = String(decoding: await server.get("/projects/shop/gates?\(proposal)", eve).bytes, as: UTF8.self)
        #expect(page.contains("would be held back") && page.contains("value=\"&gt;= 90%\""))
        let plain = String(decoding: await server.get("/projects/shop/gates?gate=e2e_gate", eve).bytes, as: UTF8.self)
        #expect(plain.contains("Try it") && plain.contains("<input type=\"hidden\" name=\"gate\" value=\"e2e_gate\">"))
        let wrong = "criterion=%3Cb%3E&asks=1"
        #expect(await server.get("/api/v1/projects/shop/gates?\(wrong)", eve).status == 400)
        let told = String(decoding: await server.get("/projects/shop/gates?\(wrong)", eve).bytes, as: UTF8.self)
        #expect(told.contains("no such criterion") && !told.contains("<b>"))
        #expect(await server.get("/projects/shop/gates?\(proposal)", nil).status == 303)
        #expect(await server.get("/projects/billing/gates?\(proposal)", eve).status == 404)
        var last = 0
        for _ in 0..<20 { last = await server.get("/projects/shop/gates?\(proposal)", eve).status }
        #expect(last == 429)
        #expect(await server.get("/projects/shop/gates", eve).status == 200)
    }

    @Test("An approver says a word on what waits, signed with a key of their own; a member may not")
    func approval() async throws {
        let eve = try await cookie(.approver)
        let word = [
            "release": "production \(DeskOfShop.artifact) \(DeskOfShop.commit)", "word": "approve",
            "reason": "it is good",
        ]
        let keyless = await server.post("/projects/shop/releases", word, eve)
        #expect(keyless.status == 400 && String(decoding: keyless.bytes, as: UTF8.self).contains("no key yet"))
        #expect(await server.post("/account", ["do": "key"], eve).status == 200)
        let account = String(decoding: await server.get("/account", eve).bytes, as: UTF8.self)
        #expect(account.contains("public_key:") && !account.contains("PRIVATE KEY"))
        #expect(await server.post("/projects/shop/releases", word, eve).status == 200)
        let eveKey = try #require(server.people.accounts["eve"].flatMap { server.people.keys.key(of: $0)?.publicKey })
        #expect(desk.done.withLock { $0 } == ["approve production: it is good by \(eveKey.base64)"])
        #expect(
            await server.post("/projects/shop/releases", word.merging(["word": "unblock"]) { $1 }, eve).status == 400
        )
        #expect(await server.post("/projects/shop/releases", word, eve, site: "cross-site").status == 403)
        let bob = server.cookie(await server.signIn("bob"))
        #expect(await server.post("/projects/shop/releases", word, bob).status == 403)
        #expect(desk.done.withLock { $0.count } == 1)
    }

    @Test("Where a second factor is needed, nobody approves without a code of it, and no code counts twice")
    func factor() async throws {
        let desk = DeskOfShop()
        let server = try PeopleServer(desk: desk, needsSecondFactor: true)
        try await server.withPeople()
        let ann = server.cookie(await server.signIn("ann"))
        _ = await server.post("/account", ["do": "key"], ann)
        var word = [
            "release": "production \(DeskOfShop.artifact) \(DeskOfShop.commit)", "word": "approve",
            "reason": "it is good",
        ]
        #expect(await server.post("/projects/shop/releases", word, ann).status == 400)
        _ = await server.post("/account", ["do": "factor"], ann)
        let secret = try #require(server.people.accounts["ann"].flatMap { server.people.secondFactor.waiting($0) })
        let code = { try #require(OneTimeCode.code(secret: secret, now: server.now)) }
        #expect(await server.post("/account", ["do": "confirm", "code": "000000"], ann).status == 401)
        #expect(await server.post("/account", ["do": "confirm", "code": try code()], ann).status == 200)
        word["code"] = try code()
        #expect(await server.post("/projects/shop/releases", word, ann).status == 400, "it was used to set it up")
        server.clock.seconds.withLock { $0 += 30 }
        word["code"] = try code()
        #expect(await server.post("/projects/shop/releases", word, ann).status == 200)
        #expect(await server.post("/projects/shop/releases", word, ann).status == 400)
        #expect(desk.done.withLock { $0.count } == 1)
        server.clock.seconds.withLock { $0 += 30 }
        #expect(await server.signIn("ann").status == 401, "the password alone does not do any more")
        let fields = ["name": "ann", "password": PeopleServer.password, "code": try code()]
        #expect(await server.post("/sign-in", fields).status == 303)
    }

    @Test("Codes are those of RFC 6238, of now and of the moment before and after")
    func codes() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        let known: [(Double, String)] = [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ]
        for (now, code) in known {
            #expect(OneTimeCode.code(secret: secret, now: now) == code)
            #expect(OneTimeCode.counter(of: code, secret: secret, after: nil, now: now + 30) == UInt64(now / 30))
            #expect(OneTimeCode.counter(of: code, secret: secret, after: nil, now: now + 90) == nil)
            #expect(OneTimeCode.counter(of: code, secret: secret, after: UInt64(now / 30), now: now) == nil)
        }
        #expect(OneTimeCode.makeSecret().utf8.count == 32 && OneTimeCode.makeSecret() != OneTimeCode.makeSecret())
    }

    @Test("The server looks after incidents once a minute, and at once where a run has come in")
    func tending() async throws {
        let bare = try PeopleServer(desk: desk)
        let ticks = { desk.done.withLock { $0.count { $0 == "tick" } } }
        await bare.service.tendOnce()
        #expect(ticks() == 2, "one for each project")
        await bare.service.tendOnce()
        #expect(ticks() == 2)
        bare.service.tending.note("shop")
        await bare.service.tendOnce()
        #expect(ticks() == 3)
        bare.clock.seconds.withLock { $0 += 61 }
        await bare.service.tendOnce()
        #expect(ticks() == 5)
    }
}
