import Glibc
import Scanning
import TestSupport
import Testing

/// A release from its green run to its rollback: staging with its watch, an approval, production, a planted breach, the
/// incident that it is, and whom that calls.
@Suite("A whole release, end to end")
struct WholeReleaseTests {
    private let folder = Folder()
    /// Outside of the project, as private keys must be.
    private let keys = Folder()
    private let digest = String(repeating: "ef", count: 32)

    private func project(_ port: Int) {
        let arguments = [
            Program.assay, "keygen", "grace", "--person", "Grace Example", "--role", "release manager", "--criteria",
            "approval.production", "decision", "--output", keys.path + "/grace.pem",
        ]
        let generated = Program.run(arguments, in: folder)
        #expect(generated.code == 0, "\(generated.err)")
        folder.write(
            """
            attestation_keys:
            \(generated.out.split(separator: "\n").dropFirst().joined(separator: "\n"))
            pipeline: {stages: [{name: test, steps: [unit]}]}
            steps:
              unit:
                run: echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
                reports: r.xml
            deployment_gates:
              staging:
                required_gates: [all_unit_tests_pass]
                rollback_triggers: [{error_rate: "> 5%"}]
                watch: {file: staging.jsonl, scrape_interval: 5s, interval: 1s, window: 10s, warmup: 1ms, duration: 2s}
              production:
                required_gates: [all_unit_tests_pass, manual_approval]
                rollback_triggers: [{error_rate: "> 5%"}, {response_time: "> 2x_baseline"}, {availability: "< 99.5%"}]
                fallback: {response_time: 800ms}
                watch: {file: production.jsonl, scrape_interval: 5s, interval: 1s, window: 10s, warmup: 1ms, duration: 20s}
                rollback: {run: [sh, -c, "echo back >> rolled"], verify: ["true"]}
            notifiers:
              chat: {slack: "http://127.0.0.1:\(port)/chat", allow_private: true}
              pager: {webhook: "http://127.0.0.1:\(port)/pager", allow_private: true}
            contacts: {platform_team: chat, lead: pager}
            escalation_matrix:
              deployment_rollback: {severity: critical, owner: platform_team, sla: immediate, escalate: lead, repeat: 0}
            """,
            to: "assay.yaml"
        )
        folder.write(".assay/\nr.xml\n*.jsonl\nrolled\n", to: ".gitignore")
        let identity = ["-c", "user.name=Ada", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        for arguments in [["init", "-q"], ["add", "."], ["commit", "-qm", "start"]] {
            #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
        }
    }

    private func deploy(_ command: String, _ environment: String, _ more: String...) -> Program.Ended {
        let subject = command == "watch" ? [] : ["--artifact", "sha256:\(digest)"]
        return Program.run([Program.assay, "deploy", command, environment] + subject + more, in: folder)
    }

    private func samples(_ environment: String, errors: Int) {
        let now = Int(time(nil))
        let lines = (-3...60).map {
            #"{"time": \#(now + $0), "requests": 500, "errors": \#(errors), "response_time": 0.2}"#
        }
        folder.write(lines.joined(separator: "\n"), to: "\(environment).jsonl")
    }

    @Test("staging, its watch, an approval, production, a breach, one rollback, an incident, two calls, a whole log")
    func road() throws {
        let server = ScriptedServer { _ in .text(200, "ok") }
        project(server.port)
        #expect(Program.assay("run", in: folder).code == 0, "\(folder.read(folder.out))")
        #expect(deploy("check", "staging").code == 0)
        #expect(deploy("record", "staging").code == 0)
        let unwatched = deploy("check", "production")
        #expect(unwatched.out.contains("its watch in staging has not come to its end"), "\(unwatched.out)")
        samples("staging", errors: 1)
        #expect(deploy("watch", "staging").code == 0)
        #expect(deploy("check", "production").code == 4, "nobody has approved")
        let approved = deploy("approve", "production", "--key", keys.path + "/grace.pem", "--reason", "release 1")
        #expect(approved.code == 0, "\(approved.out)\(approved.err)")
        #expect(deploy("check", "production").code == 0)
        #expect(deploy("record", "production").code == 0)

        samples("production", errors: 200)
        let watched = deploy("watch", "production")
        #expect(watched.code == 1, "\(watched.out)\(watched.err)")
        #expect(watched.out.contains("rolled back: error_rate > 5%"), "\(watched.out)")
        #expect(folder.read("rolled") == "back\n")
        #expect(deploy("check", "production").out.contains("blocked"))

        let tick = Program.assay("incident", "tick", in: folder)
        #expect(tick.code == 0, "\(tick.out)\(tick.err)")
        #expect(Set(server.requests.map(\.path)) == ["/chat", "/pager"], "at once is the whole chain")
        #expect(server.requests.first?.text.contains("taken back") == true)
        #expect(Program.assay("incident", "tick", in: folder).code == 0)
        #expect(server.requests.count == 2, "nobody is called twice")
        #expect(Program.assay("audit", "verify", in: folder).code == 0)
    }
}
