import Scanning
import Testing

/// From a green run through staging to production, with an approval, and every way to be held back.
@Suite("Releases, end to end")
struct ReleaseTests {
    private let folder = Folder()
    /// Outside of the project, as private keys must be.
    private let keys = Folder()
    private let digest = String(repeating: "ab", count: 32)

    private func git(_ arguments: [String], as person: String = "Ada Example") {
        let email = person.split(separator: " ").first.map { "\($0.lowercased())@example.org" } ?? "x"
        let identity = ["-c", "user.name=\(person)", "-c", "user.email=\(email)", "-c", "init.defaultBranch=main"]
        let ended = Program.run(["git"] + identity + arguments, in: folder)
        #expect(ended.code == 0, "\(arguments): \(ended.err)")
    }

    private func keygen(_ name: String, _ person: String) -> String {
        let arguments = [
            Program.assay, "keygen", name, "--person", person, "--role", "release manager", "--criteria",
            "approval.production", "decision", "--output", keys.path + "/\(name).pem",
        ]
        let ended = Program.run(arguments, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        return ended.out.split(separator: "\n").dropFirst().joined(separator: "\n")
    }

    private func configuration(count: Int = 1) -> String {
        """
        attestation_keys:
        \(keygen("ada", "Ada Example"))
        \(keygen("grace", "Grace Example"))
        pipeline: {stages: [{name: test, steps: [unit]}]}
        steps:
          unit:
            run: |
              echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
              echo 'SF:src/a.py
              DA:1,1
              DA:2,1
              end_of_record' > c.info
            reports: [r.xml, c.info]
        coverage_gate:
          criteria: {overall: {threshold: ">= 80%"}}
        deployment_gates:
          staging:
            required_gates: [all_unit_tests_pass, coverage_threshold_met]
          production:
            approvals: {count: \(count), roles: [release manager]}
            required_gates: [all_quality_gates_pass, manual_approval]
        """
    }

    private func project() {
        folder.write("a = 1\nb = 2\n", to: "src/a.py")
        folder.write(".assay/\nr.xml\nc.info\n", to: ".gitignore")
        folder.write(configuration(), to: "assay.yaml")
        git(["init", "-q"])
        git(["add", "."])
        git(["commit", "-qm", "start"])
    }

    private func deploy(_ command: String, _ environment: String, _ more: [String] = []) -> Program.Ended {
        let subject = ["block", "unblock"].contains(command) ? [] : ["--artifact", "sha256:\(digest)"]
        return Program.run([Program.assay, "deploy", command, environment] + subject + more, in: folder)
    }

    private func approve(_ name: String, _ command: String = "approve") -> Program.Ended {
        deploy(command, "production", ["--key", keys.path + "/\(name).pem", "--reason", "release 1"])
    }

    @Test("an artifact goes through staging to production, and somebody who did not write it approves")
    func road() throws {
        project()
        let nothing = deploy("check", "staging")
        #expect(nothing.code == 4, "no run is nothing measured: \(nothing.out)\(nothing.err)")
        #expect(Program.assay("run", in: folder).code == 0, "\(folder.read(folder.out))")
        let staging = deploy("check", "staging")
        #expect(staging.code == 0, "\(staging.out)\(staging.err)")
        #expect(deploy("check", "production").code == 4)
        #expect(deploy("record", "staging").code == 0)

        let waiting = deploy("check", "production")
        #expect(waiting.code == 4, "\(waiting.out)\(waiting.err)")
        #expect(waiting.out.contains("Grace Example can give it"), "\(waiting.out)")
        #expect(!waiting.out.contains("Ada Example can"), "she wrote it: \(waiting.out)")
        let own = approve("ada")
        #expect(own.code == 2, "\(own.out)\(own.err)")
        #expect(own.err.contains("Ada Example is the author"), "\(own.err)")
        let approved = approve("grace")
        #expect(approved.code == 0, "\(approved.out)\(approved.err)")
        let allowed = deploy("check", "production", ["--key", keys.path + "/grace.pem"])
        #expect(allowed.code == 0, "\(allowed.out)\(allowed.err)")
        #expect(deploy("record", "production").code == 0)
        let status = Program.assay("deploy", "status", in: folder)
        #expect(status.out.contains("production: sha256:\(digest)"), "\(status.out)")

        let github = deploy("check", "production", ["--format", "github"])
        #expect(try JSON(parsing: github.out)["state"]?.string == "approved")
        let audit = Program.assay("audit", "verify", in: folder)
        #expect(audit.code == 0, "\(audit.err)")
        #expect(audit.out.contains("signed"), "\(audit.out)")

        // A new commit has neither a run nor an approval.
        folder.write("c = 3\n", to: "src/b.py")
        git(["add", "."])
        git(["commit", "-qm", "more"])
        let next = deploy("check", "production")
        #expect(next.code == 3, "the artifact was released as one of the commit before: \(next.out)\(next.err)")
    }

    @Test("an approval is void after a new run, a rejection holds, and a block is lifted only by a signed word")
    func back() {
        project()
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(deploy("check", "staging").code == 0)
        #expect(deploy("record", "staging").code == 0)
        #expect(approve("grace").code == 0)
        #expect(deploy("check", "production").code == 0)
        let blocked = deploy("block", "production", ["--reason", "fire"])
        #expect(blocked.code == 0, "\(blocked.err)")
        let held = deploy("check", "production")
        #expect(held.code == 1)
        #expect(held.out.contains("fire"), "\(held.out)")
        let lifted = deploy("unblock", "production", ["--key", keys.path + "/grace.pem", "--reason", "out"])
        #expect(lifted.code == 0, "\(lifted.out)\(lifted.err)")
        #expect(deploy("check", "production").code == 0)
        #expect(approve("grace", "reject").code == 0)
        #expect(deploy("check", "production").code == 1)
        #expect(approve("grace").code == 0)
        #expect(deploy("check", "production").code == 0)
        #expect(Program.assay("run", in: folder).code == 0)
        let changed = deploy("check", "production")
        #expect(changed.code == 4)
        #expect(changed.out.contains("the verdicts have changed since"), "\(changed.out)")
    }

    @Test("what nobody allowed counts for nothing, and a log that was changed decides nothing")
    func log() {
        project()
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(deploy("record", "staging").code == 1, "no decision allows it")
        let production = deploy("check", "production")
        #expect(production.code == 1)
        #expect(production.out.contains("without a decision that allows it"), "\(production.out)")
        let text = folder.read(".assay/audit/audit.jsonl")
        folder.write(text.replacing("\"allowed\":false", with: "\"allowed\":true"), to: ".assay/audit/audit.jsonl")
        #expect(deploy("check", "staging").code == 3)
        let audit = Program.assay("audit", "verify", in: folder)
        #expect(audit.code == 3)
        #expect(audit.err.contains("has been changed"), "\(audit.err)")
    }

    @Test(
        "names that mean nothing, looser limits and rules that nobody can satisfy are told before anything is deployed"
    )
    func mistakes() {
        let check = { (text: String) in
            self.folder.write(text, to: "assay.yaml")
            return Program.assay("check", in: self.folder)
        }
        let typo = check("deployment_gates: {staging: {required_gates: [all_unit_test_pass]}}")
        #expect(typo.code == 2)
        #expect(typo.err.contains("all_unit_tests_pass"), "\(typo.err)")
        let looser = check("deployment_gates: {staging: {max_age: 1h}, production: {max_age: 2h}}")
        #expect(looser.code == 2, "\(looser.err)")
        let nobody = check("deployment_gates: {production: {required_gates: [manual_approval]}}")
        #expect((nobody.out + nobody.err).contains("nobody can satisfy manual_approval"), "\(nobody.out)\(nobody.err)")
        let unknown = check("escalation_matrix: {unit_tests_failure: {severity: low}}")
        #expect(unknown.code == 2)
        #expect(unknown.err.contains("unit_test_failure"), "\(unknown.err)")
    }
}
