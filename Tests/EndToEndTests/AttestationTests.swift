import Testing

/// From a new key to a green gate, and every way back to red.
@Suite("Statements, end to end")
struct AttestationTests {
    private let folder = Folder()
    /// Outside of the project, as private keys must be.
    private let keys = Folder()

    private func git(_ arguments: String...) -> Int32 {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        return Program.run(["git"] + identity + arguments, in: folder).code
    }

    private func configuration(_ keys: String) -> String {
        """
        security_gate:
          criteria:
            compliance:
              gdpr: compliant
        \(keys)
        """
    }

    private func keygen(_ name: String, criteria: String = "compliance.*") -> String {
        let ended = Program.assay(
            "keygen",
            name,
            "--person",
            "Ada Example",
            "--role",
            "auditor",
            "--criteria",
            criteria,
            "--output",
            keys.path + "/\(name).pem",
            in: folder
        )
        #expect(ended.code == 0, "\(ended.err)")
        #expect(!(ended.out + ended.err).contains("PRIVATE"), "the private key is never shown")
        return ended.out
    }

    /// A repository with one commit, and a key that may attest.
    private func project() {
        folder.write(".assay/\nsummary.json\n", to: ".gitignore")
        folder.write(configuration(keygen("ada")), to: "assay.yaml")
        #expect(git("init", "-q") == 0)
        #expect(git("add", ".") == 0)
        #expect(git("commit", "-qm", "start") == 0)
    }

    private func attest(
        _ more: [String] = [],
        key: String = "ada",
        output: String = ".assay/gdpr.json"
    ) -> Program.Ended {
        folder.write("", to: ".assay/x")
        let arguments = [
            Program.assay, "attest", "--criterion", "compliance.gdpr", "--statement", "Assessed.", "--key",
            keys.path + "/\(key).pem", "--output", output,
        ]
        return Program.run(arguments + (more.contains("--expires") ? [] : ["--expires", soon]) + more, in: folder)
    }

    /// Thirty days from now, by the machine's own calendar.
    private var soon: String {
        let ended = Program.run(["date", "-u", "-d", "+30 days", "+%F"], in: keys)
        return String(ended.out.prefix(10))
    }

    private func judge() -> Program.Ended {
        _ = Program.assay("aggregate", "--reports", ".assay/gdpr.json", "--output", "summary.json", in: folder)
        return Program.assay("validate", "--summary", "summary.json", in: folder)
    }

    @Test("a statement signed with a listed key is in force, and the gate passes by it, in every report")
    func pass() {
        project()
        #expect(judge().code == 3, "there is no statement yet")
        #expect(attest().code == 0)
        let verified = Program.assay("verify", ".assay/gdpr.json", in: folder)
        #expect(verified.code == 0, "\(verified.out)\(verified.err)")
        #expect(verified.out.contains("signed by: Ada Example (auditor), key ada, until \(soon)"))
        let judged = judge()
        #expect(judged.code == 0, "\(judged.out)\(judged.err)")
        #expect(judged.out.contains("attested by Ada Example (auditor), key ada"))
        let page = Program.assay("report", "--summary", "summary.json", "--format", "html", in: folder)
        #expect(page.out.contains("attested by Ada Example (auditor), key ada"))
    }

    @Test("a statement that the configuration names is read by every run and every judgement")
    func named() {
        project()
        folder.write(folder.read("assay.yaml") + "attestations: audits/*.json\n", to: "assay.yaml")
        #expect(git("commit", "-qam", "audits") == 0)
        folder.write("", to: "audits/.keep")
        #expect(git("add", ".") == 0)
        #expect(git("commit", "-qm", "folder") == 0)
        #expect(attest(output: "audits/gdpr.json").code == 0)
        folder.write("<testsuite><testcase name='a'/></testsuite>", to: "junit.xml")
        #expect(Program.assay("aggregate", "--reports", "junit.xml", in: folder).code == 0)
        #expect(Program.assay("validate", "--summary", "summary.json", in: folder).code == 0)
    }

    @Test("an envelope that was changed is an error for verify and for the gates, whatever its summary says")
    func tampered() {
        project()
        #expect(attest().code == 0)
        #expect(judge().code == 0)
        let whole = folder.read(".assay/gdpr.json")
        // "statement":"Assessed." within the payload, at any of three alignments; changed, it still reads as a statement.
        let changed = whole.replacing("payload\": \"eyJ", with: "payload\": \"eyK")
        #expect(changed != whole)
        folder.write(changed, to: ".assay/gdpr.json")
        #expect(Program.assay("verify", ".assay/gdpr.json", in: folder).code == 3)
        folder.write(swappedSignature(whole), to: ".assay/gdpr.json")
        let verified = Program.assay("verify", ".assay/gdpr.json", in: folder)
        #expect(verified.code == 3)
        #expect(verified.out.contains("the signature by key ada does not hold"))
        let judged = judge()
        #expect(judged.code == 3, "\(judged.out)")
        #expect(judged.out.contains("does not hold"))
        let again = Program.assay("validate", "--summary", "summary.json", in: folder)
        #expect(again.code == 3, "the summary kept the envelope, which is checked again")
        let green = folder.read("summary.json").replacing("not_evaluated", with: "pass")
        folder.write(green, to: "summary.json")
        let forged = Program.assay("validate", "--summary", "summary.json", in: folder)
        #expect(forged.code == 2, "a pass that rests on nothing cannot even be read")
    }

    /// The same envelope with another letter at the beginning of its signature.
    private func swappedSignature(_ text: String) -> String {
        guard let range = text.firstRange(of: "\"sig\": \"") else { return text }
        let letter = text[range.upperBound]
        var changed = text
        changed.replaceSubrange(range.upperBound...range.upperBound, with: letter == "A" ? "B" : "A")
        return changed
    }

    @Test("a new commit, or a key that nobody listed, leaves the gate not evaluated, with the reason")
    func notInForce() {
        project()
        #expect(attest().code == 0)
        folder.write("x", to: "file")
        #expect(git("add", ".") == 0)
        #expect(git("commit", "-qm", "more") == 0)
        let other = judge()
        #expect(other.code == 4, "\(other.out)")
        #expect(folder.read("summary.json").contains("it is about commit"))
        #expect(Program.assay("verify", ".assay/gdpr.json", in: folder).code == 1)
        #expect(Program.assay("verify", ".assay/gdpr.json", "--commit", "HEAD~1", in: folder).code == 0)
        _ = keygen("eve")
        let unlisted = attest(key: "eve")
        #expect(unlisted.code == 2)
        #expect(unlisted.err.contains("lists no key"))
    }

    @Test("a change cannot list its own key: the keys are those of the commit that it started from")
    func ownKey() {
        project()
        #expect(git("checkout", "-qb", "feature") == 0)
        let block = keygen("eve").split(separator: "\n").dropFirst().joined(separator: "\n")
        folder.write(folder.read("assay.yaml") + block + "\n", to: "assay.yaml")
        #expect(git("commit", "-qam", "trust me") == 0)
        #expect(attest(key: "eve").code == 0, "the working configuration lists it")
        let judged = judge()
        #expect(judged.code == 4, "\(judged.out)\(judged.err)")
        #expect(judged.out.contains("edits its own gates (attestation_keys.eve)"))
        #expect(folder.read("summary.json").contains("which `attestation_keys` does not list"))
        #expect(Program.assay("verify", ".assay/gdpr.json", in: folder).code == 1)
        #expect(attest(key: "ada").code == 0)
        #expect(judge().code == 0, "a key that was listed before still counts")
    }

    @Test("a dirty tree, a key in the project, a key for all eyes and a statement without end are refused")
    func refused() {
        project()
        folder.write("x", to: "file")
        let dirty = attest()
        #expect(dirty.code == 2)
        #expect(dirty.err.contains("--allow-dirty"))
        #expect(attest(["--allow-dirty"]).code == 0)
        #expect(attest(["--allow-dirty", "--expires", "2020-01-01"]).err.contains("that day is over"))
        #expect(attest(["--allow-dirty", "--expires", "2999-01-01"]).err.contains("a year at most"))
        #expect(attest(["--allow-dirty", "--expires", "2026-02-30"]).err.contains("not a day of the calendar"))
        folder.write(keys.read("ada.pem"), to: "ada.pem", mode: 0o600)
        let inside = Program.run(
            [
                Program.assay, "attest", "--criterion", "compliance.gdpr", "--statement", "x", "--key", "ada.pem",
                "--expires", soon,
            ],
            in: folder
        )
        #expect(inside.code == 2)
        #expect(inside.err.contains("keep private keys outside of the project"))
        keys.write(keys.read("ada.pem"), to: "open.pem", mode: 0o644)
        #expect(attest(["--allow-dirty"], key: "open").err.contains("others may read this key"))
        let again = Program.assay(
            "keygen",
            "ada",
            "--person",
            "A",
            "--role",
            "r",
            "--criteria",
            "*",
            "--output",
            keys.path + "/ada.pem",
            in: folder
        )
        #expect(again.code == 2, "a key is never written over")
        let within = Program.assay(
            "keygen",
            "eve",
            "--person",
            "A",
            "--role",
            "r",
            "--criteria",
            "*",
            "--output",
            "eve.pem",
            in: folder
        )
        #expect(within.code == 2)
        #expect(!folder.exists("eve.pem"))
    }

    @Test("a statement about a file holds as long as the file is what it was")
    func artifact() {
        project()
        folder.write("approved", to: ".assay/aoc.pdf")
        #expect(attest(["--artifact", ".assay/aoc.pdf"]).code == 0)
        #expect(judge().code == 0)
        folder.write("approved!", to: ".assay/aoc.pdf")
        #expect(judge().code == 4)
        #expect(folder.read("summary.json").contains("not the file that it is about"))
    }

    @Test("a private key is for its owner alone")
    func mode() {
        project()
        let ended = Program.run(["stat", "-c", "%a", keys.path + "/ada.pem"], in: keys)
        #expect(ended.out == "600\n")
    }
}
