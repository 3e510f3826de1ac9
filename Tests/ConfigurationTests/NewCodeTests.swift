import Configuration
import Core
import Testing

@Suite("Configuration of new code and of paths")
struct NewCodeTests {
    @Test("min_lines stands beside new_code, or holds for its gate")
    func minLines() throws {
        let beside = load("coverage_gate:\n  criteria:\n    new_code: {threshold: 80%, min_lines: 20}\n")
        #expect(beside.lines(.error) == [])
        #expect(beside.project?.gates.first?.criteria.first?.qualifiers.minLines == 20)
        let gate = load("coverage_gate:\n  min_lines: 30\n  criteria:\n    new_code: {threshold: 80%}\n")
        #expect(gate.project?.gates.first?.criteria.first?.qualifiers.minLines == 30)
    }

    @Test("ignore_whitespace stands where min_lines may; a report says how many files must come")
    func whitespaceAndExpectation() {
        let gate = load("coverage_gate:\n  criteria:\n    new_code: {threshold: 80%, ignore_whitespace: true}\n")
        #expect(gate.lines(.error) == [])
        #expect(gate.project?.gates.first?.criteria.first?.qualifiers.ignoresWhitespace == true)
        let step = load(
            "pipeline: {stages: [{name: s, steps: [u]}]}\nsteps: {u: {run: x, reports: [{path: 'out/*.xml', expect: 4}]}}\n"
        )
        #expect(step.lines(.error) == [])
        #expect(step.project?.pipeline.steps["u"]?.reports.first?.expected == 4)
        #expect(!load("steps: {u: {run: x, reports: [{path: a.xml, expect: 0}]}}\n").lines(.error).isEmpty)
    }

    @Test(
        "min_lines is an error where nothing would act on it",
        arguments: [
            "coverage_gate:\n  criteria:\n    overall: {threshold: 80%, min_lines: 20}\n",
            "security_gate:\n  min_lines: 20\n  criteria:\n    code_security: {secrets_scan: no findings}\n",
        ]
    )
    func misplaced(text: String) {
        #expect(load(text).lines(.error).contains { $0.contains("min_lines") })
    }

    @Test("paths say how reports name the project's files; ways out of the project are errors")
    func paths() {
        let loaded = load("paths:\n  strip: /builds/app\n  roots: [src/main/java, src]\n  ignore: ['**/gen/**']\n")
        #expect(loaded.lines(.error) == [])
        #expect(
            loaded.project?.paths
                == PathRules(strip: ["/builds/app"], roots: ["src/main/java", "src"], ignore: ["**/gen/**"])
        )
        #expect(!load("paths: {roots: [../elsewhere]}\n").lines(.error).isEmpty)
        #expect(!load("paths: {rots: [src]}\n").lines(.error).isEmpty)
    }
}
