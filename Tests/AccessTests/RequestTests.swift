import Access
import Scanning
import Testing

@Suite("Requests of browsers")
struct RequestTests {
    @Test(
        "What changes something comes from a page of our own, or is refused",
        arguments: [
            ("POST", "same-origin", nil, true), ("POST", "none", nil, true), ("POST", "same-site", nil, false),
            ("POST", "cross-site", "https://q.example", false), ("POST", nil, "https://q.example", true),
            ("POST", nil, "https://evil.example", false), ("POST", nil, "null", false), ("POST", nil, nil, false),
            ("DELETE", nil, nil, false), ("GET", "cross-site", "https://evil.example", true),
            ("POST", nil, "https://q.example.evil", false), ("POST", nil, "ftp://q.example", false),
        ] as [(String, String?, String?, Bool)]
    )
    func crossSite(method: String, site: String?, origin: String?, allowed: Bool) {
        #expect(CrossSite.allows(method: method, fetchSite: site, origin: origin, host: "q.example") == allowed)
    }

    @Test(
        "Whoever signs in is sent on to a page of our own",
        arguments: [
            ("/projects/a?x=1", "/projects/a?x=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
            ("/\\evil.example", "/"), ("/a\r\nset-cookie: b", "/"), ("", "/"), ("javascript:alert(1)", "/"),
        ]
    )
    func sentOn(text: String, path: String) { #expect(ReturnPath.own(text) == path) }

    @Test("A forwarded address counts from a proxy that is ours alone, and the part that it wrote")
    func forwarded() {
        let proxies: Set = ["10.0.0.1"]
        #expect(Caller.address(peer: "192.0.2.9", forwarded: "1.1.1.1", proxies: proxies) == "192.0.2.9")
        #expect(Caller.address(peer: "10.0.0.1", forwarded: "1.1.1.1, 192.0.2.7", proxies: proxies) == "192.0.2.7")
        #expect(Caller.address(peer: "10.0.0.1", forwarded: "192.0.2.7,10.0.0.1", proxies: proxies) == "192.0.2.7")
        #expect(Caller.address(peer: "10.0.0.1", forwarded: nil, proxies: proxies) == "10.0.0.1")
        #expect(Caller.address(peer: "10.0.0.1", forwarded: ",", proxies: proxies) == "10.0.0.1")
    }

    @Test("Whoever asks too often waits until the window has gone by, and nobody else does")
    func rate() {
        var limit = RateLimit(most: 2, seconds: 10)
        #expect(limit.count("a", now: 0) == nil && limit.count("a", now: 1) == nil)
        #expect(limit.wait("a", now: 1) == 9)
        #expect(limit.count("a", now: 4) == 6)
        #expect(limit.count("b", now: 4) == nil)
        #expect(limit.count("a", now: 10) == nil)
    }
}

@Suite("Who may do what")
struct VisitorTests {
    private func person(_ roles: [String: Role], isServerAdmin: Bool = false, isDisabled: Bool = false) -> Visitor {
        var account = Account(id: "ann", name: "ann")
        account.roles = roles
        account.isServerAdmin = isServerAdmin
        account.isDisabled = isDisabled
        return .person(account)
    }

    @Test("A role may what those below it may, in its own project; another project is not even there")
    func roles() {
        let ann = person(["shop": .member])
        #expect(ann.decision(.role(.viewer), project: "shop") == .allowed)
        #expect(ann.decision(.role(.member), project: "shop") == .allowed)
        #expect(ann.decision(.role(.approver), project: "shop") == .forbidden)
        #expect(ann.decision(.role(.viewer), project: "billing") == .hidden)
        #expect(ann.decision(.serverAdmin, project: nil) == .hidden)
        #expect(ann.decision(.person, project: nil) == .allowed)
        #expect(person([:], isServerAdmin: true).decision(.role(.admin), project: "shop") == .allowed)
        #expect(person(["shop": .admin], isDisabled: true).decision(.role(.viewer), project: "shop") == .hidden)
    }

    @Test(
        "Who has not signed in is asked to, and reads only where everybody may; a program for monitoring reads figures"
    )
    func strangers() {
        #expect(Visitor.stranger(mayRead: false).decision(.role(.viewer), project: "shop") == .signIn)
        #expect(Visitor.stranger(mayRead: true).decision(.role(.viewer), project: "shop") == .allowed)
        #expect(Visitor.stranger(mayRead: true).decision(.role(.member), project: "shop") == .signIn)
        #expect(Visitor.stranger(mayRead: true).decision(.monitoring, project: nil) == .signIn)
        #expect(Visitor.monitor.decision(.monitoring, project: nil) == .allowed)
        #expect(Visitor.monitor.decision(.role(.viewer), project: "shop") == .hidden)
        let asker = Visitor.asker(project: "shop", name: "t")
        #expect(asker.decision(.asker, project: "shop") == .allowed)
        #expect(asker.decision(.asker, project: "billing") == .hidden)
        #expect(asker.decision(.role(.viewer), project: "shop") == .hidden)
        #expect(Visitor.stranger(mayRead: false).decision(.asker, project: "shop") == .signIn)
        #expect(Visitor.anybody.decision(.role(.viewer), project: "shop") == .allowed)
        #expect(Visitor.anybody.decision(.role(.member), project: "shop") != .allowed)
    }

    @Test("An account is the same once written and read, and one with an unknown role is none")
    func account() {
        var account = Account(id: "https://idp.example#7", name: "ünal", password: "x")
        account.roles = ["a": .viewer, "b": .admin]
        account.isServerAdmin = true
        account.isDisabled = true
        #expect(Account(account.json) == account)
        #expect(Account(["id": "a", "name": "a", "roles": ["p": "owner"]]) == nil)
    }

    @Test(
        "A password is long and not among the first that are tried",
        arguments: [
            ("short", false), ("aaaaaaaaaaaaaaaa", false), ("abcabcabcabcabc", false), ("abcdefghijklmnop", false),
            ("1234567890123", false), ("PasswordPassword", false), ("ann.of.green.gables", true),
            ("four words and a dog", true), ("ünïcödé pàsswörd", true), (String(repeating: "ab1", count: 100), false),
        ]
    )
    func passwords(text: String, isTaken: Bool) {
        #expect((PasswordRule.problem(with: text, name: "ann") == nil) == isTaken)
    }

    @Test("A session ends twelve hours after its last use, and after a week whatever happens")
    func session() {
        var session = Session(digest: String(repeating: "a", count: 64), account: "x y", created: 1_000)
        #expect(session.isAlive(at: 1_000 + 11 * 3600) && !session.isAlive(at: 1_000 + 12 * 3600))
        session.used = 1_000 + 7 * 86_400 - 5
        #expect(session.isAlive(at: 1_000 + 7 * 86_400 - 1) && !session.isAlive(at: 1_000 + 7 * 86_400))
        #expect(Session(line: session.line) == session)
    }
}
