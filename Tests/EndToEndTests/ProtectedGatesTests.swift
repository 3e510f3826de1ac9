import Testing

@Suite("Gates from the protected branch")
struct ProtectedGatesTests {
    private func configuration(_ threshold: String) -> String {
        """
        pipeline:
          stages:
            - name: tests
              steps: [unit]
        steps:
          unit:
            run: |
              printf 'TN:\\nSF:a.py\\nDA:1,1\\nDA:2,0\\nend_of_record\\n' > cov.info
              echo '<testsuite><testcase name="a"/></testsuite>' > r.xml
            reports: [cov.info, r.xml]
        coverage_gate:
          criteria:
            overall:
              threshold: ">= \(threshold)"
        """
    }

    private func git(_ arguments: String..., in folder: Folder) -> Int32 {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        return Program.run(["git"] + identity + arguments, in: folder).code
    }

    @Test("a change that lowers its own bar is judged by the bar it started from, and every report says so")
    func lowered() {
        let folder = Folder()
        folder.write("a\nb\n", to: "a.py")
        folder.write(configuration("90%"), to: "assay.yaml")
        #expect(git("init", "-q", in: folder) == 0)
        #expect(git("add", ".", in: folder) == 0)
        #expect(git("commit", "-qm", "start", in: folder) == 0)
        folder.write(configuration("40%"), to: "assay.yaml")
        #expect(Program.assay("run", in: folder).code == 0, "on the protected branch itself its own gates hold")
        #expect(git("checkout", "-qb", "feature", in: folder) == 0)
        #expect(git("commit", "-qam", "lower the bar", in: folder) == 0)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 1, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("edits its own gates"))
        #expect(ended.out.contains("coverage_gate.overall.threshold"))
        #expect(folder.read(".assay/latest/report.html").contains("edits its own gates"))
    }
}
