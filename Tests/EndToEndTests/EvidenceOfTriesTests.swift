import Testing

@Suite("Evidence belongs to the try that wrote it")
struct EvidenceOfTriesTests {
    private static let green = #"<testsuite name="s"><testcase classname="c" name="t"/></testsuite>"#
    private static let red =
        #"<testsuite name="s"><testcase classname="c" name="t"><failure message="no"/></testcase></testsuite>"#

    /// A project with a green and a red report to copy from.
    private func project(_ steps: String, parallel: Bool = false) -> Folder {
        let folder = Folder()
        let names = steps.split(separator: "\n").compactMap { $0.split(separator: ":").first }
            .map { $0.drop { $0 == " " } }.joined(separator: ", ")
        folder.write(Self.green, to: "g.txt")
        folder.write(Self.red, to: "f.txt")
        folder.write(Self.red.replacing("name=\"t\"", with: "name=\"other\""), to: "o.txt")
        folder.write(
            "pipeline: {stages: [{name: s, parallel: \(parallel), steps: [\(names)]}]}\nsteps:\n\(steps)\n",
            to: "assay.yaml"
        )
        return folder
    }

    @Test(
        "a file counts when a try made or changed it, whatever its time, and never otherwise",
        arguments: [
            ("cp g.txt r.xml", 0), ("cp -p g.txt r.xml", 0), ("ln -f g.txt r.xml", 0), ("ln -sf g.txt r.xml", 0),
            ("touch r.xml", 0), ("true", 3),
        ]
    )
    func freshness(command: String, code: Int32) {
        let folder = project("  unit: {run: '\(command)', reports: r.xml}")
        folder.write(Self.green, to: "r.xml")
        _ = Program.run(["touch", "-d", "2 days ago", "g.txt"], in: folder)
        _ = Program.run(["touch", "-d", "+3 hours", "r.xml"], in: folder)
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == code, "\(ended.out)")
    }

    @Test(
        "the try that decides must bring the evidence; what it did not run again keeps its result",
        arguments: [
            ("cp g.txt r/u.xml; exit 1", "exit 0", 3, "decided and wrote no"),
            ("cp f.txt r/u.xml; exit 1", "cp g.txt r/u.xml", 0, "FLAKY 2/2"),
            ("cp f.txt r/a.xml; exit 1", "cp g.txt r/b.xml", 0, "FLAKY 2/2"),
            ("cp o.txt r/u.xml; exit 1", "cp g.txt r/u.xml", 1, "other"),
            ("head -c 30 g.txt > r/u.xml; exit 1", "cp g.txt r/u.xml", 0, "FLAKY 2/2"),
        ]
    )
    func retries(first: String, second: String, code: Int32, words: String) {
        let script = "mkdir -p r; if [ $ASSAY_ATTEMPT = 1 ]; then \(first); fi; \(second)"
        let folder = project("  unit: {run: '\(script)', reports: 'r/*.xml', retries: 1}")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == code, "\(ended.out)")
        #expect(ended.out.contains(words), "\(ended.out)")
        #expect(ended.out.contains("TRY 1 FAIL"))
    }

    @Test("a step that wrote nothing cannot claim another step's file, by name or by a wide pattern")
    func claimed() {
        for glob in ["r.xml", "*.xml"] {
            let folder = project(
                """
                  unit: {run: "cp g.txt r.xml", reports: r.xml}
                  api: {run: "true", reports: '\(glob)'}
                """
            )
            let ended = Program.assay("run", in: folder)
            #expect(ended.code == 3)
            #expect(ended.out.contains("r.xml was written by step unit"), "\(ended.out)")
        }
    }

    @Test("steps that write their own files beside each other are green, whatever their patterns also match")
    func besideEachOther() {
        let folder = project(
            """
              unit: {run: "mkdir -p r; cp g.txt r/u.xml", reports: 'r/*.xml'}
              api: {run: "cp g.txt r/a.xml", reports: 'r/*.xml'}
            """
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
    }

    @Test("a file that two steps wrote is an error that names both")
    func twice() {
        let folder = project(
            """
              unit: {run: "cp g.txt r.xml", reports: r.xml}
              api: {run: "cp g.txt r.xml", reports: r.xml}
            """
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("step api and step unit both wrote it"), "\(ended.out)")
    }

    @Test("a step that cleans the checkout costs history, not the verdict")
    func cleaned() {
        let steps = """
              unit: {run: "cp g.txt r.xml", reports: r.xml}
              clean: {run: "echo words; rm -rf .assay"}
              after: {run: "CODE"}
            """
        let green = Program.assay("run", in: project(steps.replacing("CODE", with: "echo after")))
        #expect(green.code == 0, "\(green.out)\(green.err)")
        #expect(green.out.contains("a step has removed"))
        let folder = project(steps.replacing("CODE", with: "echo the-reason; exit 1"))
        let red = Program.assay("run", in: folder)
        #expect(red.code == 1, "\(red.out)\(red.err)")
        #expect(red.out.contains("the-reason"))
        for name in ["logs/clean-1.log", "logs/after-1.log", "events.jsonl", "summary.json", "report.html"] {
            #expect(folder.exists(".assay/latest/\(name)"), "\(name)")
        }
    }

    @Test("a pattern that takes a name for a set of characters says so")
    func brackets() {
        let folder = project("  unit: {run: \"cp g.txt 'app/[id]/u.xml'\", reports: 'app/[id]/u.xml'}")
        folder.write("", to: "app/[id]/keep")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("app/[[]id]/u.xml"), "\(ended.out)")
    }

    @Test("a step's directory is a name, whatever letters it holds, and its reports lie below it")
    func directory() {
        let folder = project("  unit: {run: \"cp ../../g.txt u.xml\", directory: 'app/[id]', reports: u.xml}")
        folder.write("", to: "app/[id]/keep")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
    }
}
