import Testing

@Suite("secrets")
struct SecretsTests {
    private func project(_ step: String, _ others: String = "") -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it, other]}]}
            secrets:
              TOKEN: {env: CI_TOKEN}
              KEY: {file: key.txt}
            steps:
              it:
                reports: r.xml
            \(step)
              other: {run: "echo \\"other: ${CI_TOKEN:-nothing} ${TOKEN:-nothing}\\""}
            """,
            to: "assay.yaml"
        )
        folder.write("correct horse battery\n", to: "key.txt")
        return folder
    }

    private static let environment = ["CI_TOKEN": "s3cr3t/value"]

    @Test("a step that names a secret gets it, no other step does, and nothing that is written holds it")
    func hidden() {
        let folder = project(
            """
                secrets: [TOKEN]
                env: {PASS: "{secrets.KEY}"}
                run: |
                  test "$TOKEN" = s3cr3t/value && test "$PASS" = "correct horse battery" && echo same > same
                  echo "it: $TOKEN $PASS"
                  printf %s "$TOKEN" | base64
                  printf s3cr; printf 3t/val; printf 'ue\\n'
                  printf '<testsuite name="s"><testcase classname="c" name="t"><failure message="%s"/></testcase></testsuite>' "$TOKEN" > r.xml
            """
        )
        let ended = Program.assay("run", in: folder, environment: Self.environment)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(folder.read("same") == "same\n")
        let log = folder.read(".assay/latest/logs/it-1.log")
        #expect(log.contains("it: [secret] [secret]\n"), "\(log)")
        #expect(folder.read(".assay/latest/logs/other-1.log") == "other: nothing nothing\n")
        #expect(folder.read(".assay/latest/summary.json").contains("[secret]"))
        let found = Program.run(
            ["/usr/bin/grep", "-rlE", "s3cr3t|czNjcjN0L3ZhbHV|horse battery", ".assay"],
            in: folder
        )
        #expect(found.out.isEmpty, "\(found.out)")
        #expect(!ended.out.contains("s3cr3t"))
    }

    @Test("a secret that has no value stops the step that names it, and says which variable is missing")
    func missing() {
        let folder = project("    secrets: TOKEN\n    run: touch ran")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("the variable CI_TOKEN is not set"), "\(ended.out)")
        #expect(!folder.exists("ran"))
    }

    @Test("a secret that nobody defines is an error of the configuration")
    func undefined() {
        let folder = project("    run: \"curl -H {secrets.TOKN} x\"")
        let ended = Program.assay("check", in: folder)
        #expect(ended.code == 2)
        #expect((ended.out + ended.err).contains("no secret is called 'TOKN'"))
    }
}
