import Configuration
import Core
import Testing

@Suite("files that include files")
struct IncludeTests {
    @Test("shared maps grow together, and places name the file")
    func merging() throws {
        let loaded = load([
            "assay.yaml":
                "include: [ci/steps.yaml, ci/gates.yaml]\nsteps:\n  a: {run: [x]}\npipeline:\n  stages:\n    - {name: s, steps: [a, b]}\n",
            "ci/steps.yaml": "include: ../more.yaml\nsteps:\n  b: {run: [y]}\n",
            "ci/gates.yaml": "code_quality_gate:\n  criteria:\n    duplication: {threshold: 3%}\n",
            "more.yaml": "components:\n  web: [web/**]\n",
        ])
        #expect(loaded.diagnostics == [])
        #expect(loaded.files == ["assay.yaml", "ci/steps.yaml", "more.yaml", "ci/gates.yaml"])
        let project = try #require(loaded.project)
        #expect(project.pipeline.steps.keys.sorted() == ["a", "b"])
        #expect(project.pipeline.steps["b"]?.location?.description == "ci/steps.yaml:3:3")
        #expect(project.gates.map(\.id) == [.codeQuality])
        #expect(project.components.map(\.name) == ["web"])
    }

    @Test("what two files both define is an error that names both places")
    func duplicates() {
        let loaded = load([
            "assay.yaml":
                "include: b.yaml\nsteps:\n  a: {run: [x]}\nsecurity_gate:\n  criteria:\n    compliance: {gdpr: compliant}\n",
            "b.yaml": "steps:\n  a: {run: [y]}\nsecurity_gate:\n  criteria:\n    compliance: {pci_dss: compliant}\n",
        ])
        #expect(
            loaded.errors.map { "\($0.location): \($0.message)" } == [
                "b.yaml:2:3: 'a' is written twice; first at assay.yaml:3:3",
                "b.yaml:3:1: 'security_gate' is written twice; first at assay.yaml:4:1",
            ]
        )
    }

    @Test(
        "a circle, a missing file and a way out of the project are errors",
        arguments: [
            ("include: assay.yaml\n", "1:10 files include each other: assay.yaml → assay.yaml"),
            ("include: [gone.yaml]\n", "1:11 cannot read 'gone.yaml': no such file or directory"),
            ("include: ../x.yaml\n", "1:10 '../x.yaml' is outside the project's root"),
            ("include: a/../../x.yaml\n", "1:10 'a/../../x.yaml' is outside the project's root"),
            ("include: /etc/passwd\n", "1:10 '/etc/passwd' is outside the project's root"),
        ]
    )
    func refused(_ text: String, _ error: String) {
        #expect(load(text, partial: true).lines(.error) == [error])
    }

    @Test("a missing configuration is an error of its own")
    func missing() {
        let loaded = load([:])
        #expect(loaded.lines(.error) == ["1:1 cannot read the file: no such file or directory"])
        #expect(loaded.errors.first?.location.file == "assay.yaml")
    }
}
