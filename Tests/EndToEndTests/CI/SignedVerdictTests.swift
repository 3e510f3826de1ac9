import Scanning
import Testing

@Suite("The verdict of a run, signed for others")
struct SignedVerdictTests {
    private let folder = Folder()
    /// Outside of the project, as private keys must be.
    private let keys = Folder()

    private func git(_ arguments: String...) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
    }

    private func keygen(_ name: String, criteria: String) -> String {
        let ended = Program.assay(
            "keygen",
            name,
            "--person",
            "Ada Example",
            "--role",
            "release lead",
            "--criteria",
            criteria,
            "--output",
            "\(keys.path)/\(name).pem",
            in: folder
        )
        #expect(ended.code == 0, "\(ended.err)")
        return ended.out
    }

    /// A repository with a run.
    private func project(failing: Bool = false, criteria: String = "verdict") {
        let pipeline = """
            pipeline: {stages: [{name: tests, steps: [unit]}]}
            steps:
              unit: {run: cp given.xml r.xml, reports: r.xml}
            """
        let failure = failing ? "<failure message='wrong'/>" : ""
        folder.write(
            "<testsuite name='s'><testcase name='a'/><testcase name='b'>\(failure)</testcase></testsuite>",
            to: "given.xml"
        )
        folder.write(".assay/\nr.xml\n", to: ".gitignore")
        folder.write("\(pipeline)\n\(keygen("ada", criteria: criteria))", to: "assay.yaml")
        git("init", "-q")
        git("add", ".")
        git("commit", "-qm", "start")
        #expect(Program.run([Program.assay, "run"], in: folder).code == (failing ? 1 : 0))
    }

    private func attest(_ predicate: String) -> Program.Ended {
        Program.assay(
            "attest",
            "--run",
            "latest",
            "--predicate",
            predicate,
            "--key",
            "\(keys.path)/ada.pem",
            "--output",
            ".assay/\(predicate).json",
            in: folder
        )
    }

    private func payload(_ predicate: String) throws -> JSON {
        let envelope = try JSON(parsing: folder.read(".assay/\(predicate).json"))
        #expect(envelope["payloadType"]?.string == "application/vnd.in-toto+json")
        let script = "base64 -d > .assay/payload"
        folder.write(envelope["payload"]?.string ?? "", to: ".assay/encoded")
        #expect(Program.run(["/bin/sh", "-c", "\(script) < .assay/encoded"], in: folder).code == 0)
        return try JSON(parsing: folder.read(".assay/payload"))
    }

    @Test("in-toto's test result, SLSA's summary and Assay's own words are signed, and in force for this commit")
    func pass() throws {
        project()
        for predicate in ["test-result", "slsa", "assay"] {
            let signed = attest(predicate)
            #expect(signed.code == 0, "\(signed.err)")
            let verified = Program.assay("verify", ".assay/\(predicate).json", in: folder)
            #expect(verified.code == 0, "\(verified.out)\(verified.err)")
            #expect(verified.out.contains("signed by: Ada Example (release lead), key ada"))
        }
        let summary = try payload("slsa")
        #expect(summary["predicateType"]?.string == "https://slsa.dev/verification_summary/v1")
        #expect(summary["predicate"]?["verificationResult"]?.string == "PASSED")
        #expect(try payload("test-result")["predicate"]?["result"]?.string == "PASSED")
        #expect(try payload("assay")["predicate"]?["not_evaluated"]?.array != nil)
    }

    @Test("A red verdict can be signed, and is not in force for anybody who asks for a green one")
    func red() throws {
        project(failing: true)
        #expect(attest("test-result").code == 0)
        let verified = Program.assay("verify", ".assay/test-result.json", in: folder)
        #expect(verified.code == 1 && verified.out.contains("why: the verdict is FAILED"), "\(verified.out)")
        let failed = try payload("test-result")["predicate"]?["failedTests"]?.array?.compactMap(\.string)
        #expect(failed?.contains("b") == true, "\(failed ?? [])")
    }

    @Test("Changed, of another commit, or signed with a key that may not: not in force")
    func refused() {
        project()
        #expect(attest("slsa").code == 0)
        let whole = folder.read(".assay/slsa.json")
        folder.write(whole.replacing("\"sig\": \"", with: "\"sig\": \"AAAA"), to: ".assay/changed.json")
        #expect(Program.assay("verify", ".assay/changed.json", in: folder).code == 3)
        folder.write(whole.replacing("\"keyid\": \"ada\"", with: "\"keyid\": \"eve\""), to: ".assay/other.json")
        #expect(Program.assay("verify", ".assay/other.json", in: folder).code == 1)
        git("commit", "-qm", "later", "--allow-empty")
        let later = Program.assay("verify", ".assay/slsa.json", in: folder)
        #expect(later.code == 1 && later.out.contains("it is about commit "), "\(later.out)")
    }

    @Test("A key that may attest criteria alone signs no verdict")
    func mayNot() {
        project(criteria: "compliance.*")
        let signed = attest("assay")
        #expect(signed.code == 2 && signed.err.contains("may not sign verdicts"), "\(signed.err)")
    }
}
