import Testing

@Suite("assay check")
struct CheckTests {
    private static let pipeline = "pipeline: {stages: [{name: s, steps: [t]}]}\n"

    private func check(_ text: String, _ folder: Folder = Folder()) -> Program.Ended {
        folder.write(text, to: "assay.yaml")
        return Program.assay("check", in: folder)
    }

    @Test("a circle of stages is told line by line, with what opens it")
    func circle() {
        let ended = check(
            """
            pipeline:
              stages:
                - {name: a, depends_on: [b], steps: [t]}
                - {name: b, depends_on: [a], steps: [u]}
            steps: {t: {run: echo}, u: {run: echo}}
            """
        )
        #expect(ended.code == 2)
        #expect(ended.err.contains("\n  assay.yaml:4:14: \"b\" waits for \"a\" (depends_on)\n"), "\(ended.err)")
        #expect(ended.err.contains("  help: remove one of these depends_on\n"))
        #expect(!ended.err.contains("?"))
    }

    @Test("a file that is included by a link may not lie outside of the project")
    func link() {
        let (folder, outside) = (Folder(), Folder())
        outside.write("x-a: 1\n", to: "out.yaml")
        folder.write("x-a: 1\n", to: "inside.yaml")
        #expect(Program.run(["/bin/ln", "-s", outside.path + "/out.yaml", "out.yaml"], in: folder).code == 0)
        #expect(Program.run(["/bin/ln", "-s", "inside.yaml", "in.yaml"], in: folder).code == 0)
        let steps = Self.pipeline + "steps: {t: {run: echo}}\n"
        let ended = check("include: [out.yaml]\n" + steps, folder)
        #expect(ended.code == 2)
        #expect(ended.err.contains("cannot read 'out.yaml': it is a link that leads out of the project's root"))
        #expect(check("include: [in.yaml]\n" + steps, folder).code == 0)
    }

    @Test("a missing folder, and a gate that no step could feed, are warnings")
    func pipeline() {
        let gate = "coverage_gate: {criteria: {overall: {threshold: 80%}}}\n"
        let folder = check(Self.pipeline + "steps: {t: {run: echo, directory: nope}}\n")
        #expect(folder.code == 0)
        #expect(folder.err.contains("there is no folder 'nope', in which step 't' is to run"))
        let none = check(Self.pipeline + "steps: {t: {run: echo}}\n" + gate)
        #expect(none.err.contains("nothing could feed 'coverage_gate': no step has `reports`"))
        let other = check(Self.pipeline + "steps: {t: {run: echo, reports: [{path: r, format: junit}]}}\n" + gate)
        #expect(other.err.contains("nothing could feed 'coverage_gate': no step writes a report of the kind"))
        let any = check(Self.pipeline + "steps: {t: {run: echo, reports: r.xml}}\n" + gate)
        #expect(any.err.isEmpty && any.code == 0)
    }
}
