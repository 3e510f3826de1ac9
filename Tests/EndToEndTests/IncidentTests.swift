import Scanning
import Synchronization
import TestSupport
import Testing

/// From a failed run to a call, an answer, and a close by measurement, with receivers that misbehave.
@Suite("Incidents, end to end")
struct IncidentEndToEndTests {
    private let folder = Folder()

    private func project(_ port: Int, extra: String = "") {
        folder.write(
            """
            pipeline: {stages: [{name: test, steps: [login]}]}
            steps:
              login:
                kind: e2e
                run: |
                  if [ -e broken ]; then echo 'login fails after 17 ms'; exit 1; fi
                  echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
                reports: r.xml
            notifiers:
              hook: {webhook: "http://127.0.0.1:\(port)/hook", secret: "{secrets.HOOK}", allow_private: true\(extra)}
              other: {webhook: "http://127.0.0.1:\(port)/other", allow_private: true}
              closed: {slack: "http://127.0.0.1:\(port)/private"}
            secrets: {HOOK: {env: HOOK_SECRET}}
            contacts: {platform_team: hook, lead: other}
            escalation_matrix:
              e2e_test_failure: {severity: critical, owner: platform_team, sla: 30 minutes, escalate: lead}
            deployment_gates: {staging: {required_gates: [e2e_tests_pass]}}
            """,
            to: "assay.yaml"
        )
    }

    private func assay(_ arguments: String...) -> Program.Ended {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        return Program.run([Program.assay] + arguments, in: folder, environment: ["HOOK_SECRET": secret])
    }

    @Test("a critical failure is one incident, calls its owner once, and closes by passing runs alone")
    func road() throws {
        let server = ScriptedServer { _ in .text(200, "ok") }
        project(server.port)
        folder.write("", to: "broken")
        #expect(assay("run").code == 1)
        let first = assay("incident", "tick")
        #expect(first.code == 0, "\(first.out)\(first.err)")
        #expect(first.out.contains("INC-1 is opened"), "\(first.out)")
        #expect(server.requests.count == 1)
        let call = try #require(server.requests.first)
        #expect(call.path == "/hook")
        #expect(call.headers["webhook-signature"]?.hasPrefix("v1,") == true)
        #expect(call.text.contains("login fails after 17 ms"), "\(call.text)")
        #expect(assay("incident", "tick").code == 0)
        #expect(server.requests.count == 1, "nobody is called twice")

        #expect(assay("run").code == 1)
        #expect(assay("incident", "tick").code == 0)
        #expect(server.requests.count == 1, "the same failure is the same incident")
        #expect(assay("incident", "ack", "INC-1", "--by", "ada").code == 0)
        let shown = assay("incident", "show", "INC-1")
        #expect(shown.out.contains("acknowledged"), "\(shown.out)")
        #expect(assay("incident", "resolve", "INC-1").code == 1, "the latest run has not passed")

        #expect(Program.run(["/bin/rm", folder.path + "/broken"], in: folder).code == 0)
        for _ in 0..<2 {
            #expect(assay("run").code == 0)
            #expect(assay("incident", "tick").code == 0)
        }
        #expect(assay("incident", "list").out.contains("no incident is open"))
        let told = server.requests.map(\.text)
        #expect(told.count == 3, "\(told)")
        #expect(told.dropFirst().first?.contains("incident.acknowledged") == true)
        #expect(told.last?.contains("incident.resolved") == true)
        #expect(assay("audit", "verify").code == 0)
    }

    @Test("a receiver that is busy is asked again later; one that refuses is dead, shown, and another takes over")
    func receivers() {
        let busy = ScriptedServer { _ in .text(503, "", headers: [("Retry-After", "3600")]) }
        project(busy.port)
        folder.write("", to: "broken")
        #expect(assay("run").code == 1)
        let tick = assay("incident", "tick")
        #expect(tick.code == 0)
        #expect(tick.out.contains("not yet sent: it answers 503"), "\(tick.out)")
        #expect(assay("incident", "tick").code == 0)
        #expect(busy.requests.count == 1, "not before an hour has passed")
    }

    @Test("a redirect is not followed; the fallback says what a dead channel could not")
    func fallback() {
        let server = ScriptedServer { request in
            request.path == "/hook" ? .text(302, "", headers: [("Location", "/other")]) : .text(200, "")
        }
        project(server.port, extra: ", fallback: other")
        folder.write("", to: "broken")
        #expect(assay("run").code == 1)
        let tick = assay("incident", "tick")
        #expect(tick.code == 1, "\(tick.out)\(tick.err)")
        #expect(server.requests.map(\.path) == ["/hook", "/other"], "\(tick.out)")
        #expect(assay("incident", "list").out.contains("not delivered by hook"))
    }

    @Test("a private address is refused unless it is allowed; a test message says what came back")
    func test() {
        let server = ScriptedServer { _ in .text(200, "ok") }
        project(server.port)
        #expect(assay("notify", "test", "hook").code == 0)
        let closed = assay("notify", "test", "closed")
        #expect(closed.code == 1)
        #expect(closed.out.contains("not https"), "\(closed.out)")
        #expect(server.requests.count == 1)
    }

    @Test("a simulation shows who would be called, and when, and sends nothing")
    func simulation() {
        let server = ScriptedServer { _ in .text(200, "ok") }
        project(server.port)
        let shown = assay("incident", "simulate", "e2e_test_failure")
        #expect(shown.code == 0, "\(shown.err)")
        #expect(shown.out.contains("+00:00:00  calls platform_team by hook"), "\(shown.out)")
        #expect(shown.out.contains("+00:30:00  calls lead by other"), "\(shown.out)")
        #expect(server.requests.isEmpty)
    }
}
