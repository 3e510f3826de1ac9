import Testing

@Suite("Waivers, end to end")
struct WaiverTests {
    private let folder = Folder()

    private func date(_ days: Int) -> String {
        String(Program.run(["date", "-u", "-d", "\(days) days", "+%F"], in: Folder()).out.prefix(10))
    }

    private func write(_ waiver: String, bypass: String = "{bypass_allowed: true}") {
        folder.write(
            """
            coverage_gate:
              criteria:
                overall:
                  threshold: ">= 90%"
              enforcement: \(bypass)
            \(waiver)
            """,
            to: "assay.yaml"
        )
    }

    private func waiver(until days: Int) -> String {
        """
        waivers:
          - criterion: coverage_gate.overall.threshold
            owner: Ada
            reason: the generated parser comes out next week
            expires: \(date(days))
        """
    }

    private func judge() -> Program.Ended {
        folder.write("a\nb\n", to: "a.py")
        folder.write("TN:\nSF:a.py\nDA:1,1\nDA:2,0\nend_of_record\n", to: "cov.info")
        _ = Program.assay("aggregate", "--coverage-reports", "cov.info", in: folder)
        return Program.assay("validate", "--summary", "summary.json", in: folder)
    }

    @Test("a failure is waived until the waiver's last day, and every report says by whom")
    func waived() {
        write(waiver(until: 30))
        let judged = judge()
        #expect(judged.code == 0, "\(judged.out)\(judged.err)")
        #expect(judged.out.contains("WAIVED"))
        #expect(judged.out.contains("waived by Ada until \(date(30))"))
        #expect(!judged.out.contains("ends on"))
        for form in ["text", "json", "markdown", "html"] {
            let report = Program.assay("report", "--summary", "summary.json", "--format", form, in: folder)
            #expect(report.out.contains("the generated parser"), "\(form)")
        }
    }

    @Test("a week before its end, the report and the check say so; after it, the failure is a failure again")
    func ending() {
        write(waiver(until: 3))
        let judged = judge()
        #expect(judged.code == 0)
        #expect(folder.read("summary.json").contains("ends on \(date(3)), in 3 days"))
        let checked = Program.assay("check", in: folder)
        #expect(checked.code == 0)
        #expect(checked.err.contains("this waiver ends on \(date(3))"))
        write(waiver(until: -1))
        let expired = judge()
        #expect(expired.code == 1)
        #expect(expired.out.contains("the waiver of Ada expired on \(date(-1))"))
        #expect(Program.assay("check", in: folder).err.contains("take it out"))
    }

    @Test("a gate that allows no bypass refuses the configuration, with the place")
    func refused() {
        write(waiver(until: 30), bypass: "{bypass_allowed: false}")
        let judged = judge()
        #expect(judged.code == 2)
        #expect(judged.err.contains("assay.yaml:7:16"), "\(judged.err)")
        #expect(judged.err.contains("allows no waiver"))
    }

    @Test("a change cannot waive what it breaks: its waivers are those of the commit that it started from")
    func ownWaiver() {
        func git(_ arguments: String...) {
            let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
            #expect(Program.run(["git"] + identity + arguments, in: folder).code == 0)
        }
        write("")
        git("init", "-q")
        git("add", ".")
        git("commit", "-qm", "start")
        git("checkout", "-qb", "feature")
        write(waiver(until: 30))
        git("commit", "-qam", "waive it")
        let judged = judge()
        #expect(judged.code == 1, "\(judged.out)")
        #expect(folder.read("summary.json").contains("edits its own gates (waivers.coverage_gate.overall.threshold)"))
    }
}
