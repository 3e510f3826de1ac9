import Core
import Notifying
import Responding
import Scanning
import TestSupport
import Testing

private let notice = Notice(
    kind: .triggered,
    incident: "INC-1",
    thread: "t1",
    title: "login: \u{00FC}ber fails",
    severity: .critical,
    facts: [.init("owner", "team")],
    time: 1_700_000_000
)

private func sender(authorities: String? = nil) -> Sender {
    let secrets = SecretValues(
        [Secret(name: "PASSWORD", source: .variable("MAIL"))],
        environment: ["MAIL": "secret"],
        root: "/"
    )
    return Sender(secrets: secrets, authorities: authorities) { 1_700_000_000 }
}

@Suite("Mail by a real server", .enabled(if: MailServer.isInstalled, "\(MailServer.missing)"))
struct MailTests {
    private func notifier(_ server: MailServer, to: String, security: Notifier.Mail.Security = .starttls) -> Notifier {
        let mail = Notifier.Mail(
            server: "localhost:\(server.port)",
            from: "ci@example.org",
            to: [to],
            user: "assay",
            password: "{secrets.PASSWORD}",
            security: security
        )
        return Notifier(name: "mail", channel: .email(mail), allowsPrivate: true)
    }

    @Test(
        "a message arrives over TLS, with its thread; what the server puts off is tried again, what it refuses is not"
    )
    func road() async throws {
        let server = try #require(MailServer())
        let mailer = sender(authorities: server.certificate)
        #expect(await mailer.send(notice, id: "t1-1", by: notifier(server, to: "team@example.org")) == .accepted)
        let message = try #require(server.messages.first)
        #expect(message.contains("Message-ID: <t1-1.assay@example.org>"), "\(message)")
        #expect(message.contains("References: <t1.assay@example.org>"))
        #expect(message.contains("Subject: =?utf-8?B?"))
        let later = await mailer.send(notice, id: "t1-2", by: notifier(server, to: "later@example.org"))
        guard case .later(let reason, _) = later else { return #expect(Bool(false), "\(later)") }
        #expect(reason.contains("451"))
        let never = await mailer.send(notice, id: "t1-3", by: notifier(server, to: "never@example.org"))
        guard case .refused(let why) = never else { return #expect(Bool(false), "\(never)") }
        #expect(why.contains("550"))
        #expect(server.messages.count == 1)
    }

    @Test("a server that nobody vouches for gets neither password nor message, and a password needs TLS")
    func trust() async throws {
        let server = try #require(MailServer())
        let strange = await sender().send(notice, id: "t1-1", by: notifier(server, to: "team@example.org"))
        #expect(strange != .accepted)
        let plain = notifier(server, to: "team@example.org", security: .none)
        let open = await sender(authorities: server.certificate).send(notice, id: "t1-1", by: plain)
        #expect(open == .refused("a password is not sent without TLS"))
        #expect(server.messages.isEmpty)
    }
}

@Suite("Webhooks by a real server")
struct WebhookTests {
    private func hook(_ server: ScriptedServer, allowsPrivate: Bool = true) -> Notifier {
        let address = "\(server.address)/hook"
        return Notifier(name: "hook", channel: .webhook(address, secret: nil), allowsPrivate: allowsPrivate)
    }

    @Test(
        "a receiver's answer says whether another attempt is worth it",
        arguments: [
            (200, true, false), (204, true, false), (301, false, false), (307, false, false), (400, false, false),
            (404, false, false), (408, false, true), (410, false, false), (429, false, true), (500, false, true),
            (503, false, true),
        ]
    )
    func answers(status: Int, isAccepted: Bool, isTriedAgain: Bool) async {
        let server = ScriptedServer { _ in .text(status, "", headers: [("Location", "/x"), ("Retry-After", "90")]) }
        let outcome = await sender().send(notice, id: "t1-1", by: hook(server))
        #expect((outcome == .accepted) == isAccepted, "\(outcome)")
        if case .later(_, let after) = outcome {
            #expect(isTriedAgain && after == 90, "\(outcome)")
        } else {
            #expect(!isTriedAgain, "\(outcome)")
        }
        #expect(server.requests.count == 1, "redirects are not followed")
    }

    @Test("a connection that breaks is worth another attempt; a private address is never asked")
    func connections() async {
        let broken = ScriptedServer { _ in .reset }
        guard case .later = await sender().send(notice, id: "t1-1", by: hook(broken)) else {
            return #expect(Bool(false), "it may work later")
        }
        let spy = ScriptedServer { _ in .text(200, "") }
        for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "0.0.0.0"] {
            let address = "https://\(host):\(spy.port)/hook"
            let inside = Notifier(name: "inside", channel: .webhook(address, secret: nil))
            let outcome = await sender().send(notice, id: "t1-1", by: inside)
            guard case .refused(let reason) = outcome else { return #expect(Bool(false), "\(host): \(outcome)") }
            #expect(reason.contains("private") || reason.contains("address"), "\(host): \(reason)")
        }
        #expect(spy.requests.isEmpty)
    }
}
