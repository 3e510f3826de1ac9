import Core
import Criteria
import Reports
import Testing

@Suite struct ComplexipyImporterTests {
    private let header = "Path,File Name,Function Name,Cognitive Complexity\n"

    @Test("JSON and CSV give the largest cognitive complexity of all functions")
    func forms() {
        let json = imported(
            """
            [{"complexity": 2, "file_name": "a.py", "function_name": "f", "path": "src/a.py", "refactor_plans": []},
             {"complexity": 10, "file_name": "a.py", "function_name": "A::g", "path": "src/a.py"}]
            """
        )
        let csv = imported(header + "src/a.py,a.py,f,2\nsrc/a.py,a.py,A::g,10\n")
        #expect(json.format == "complexipy")
        #expect(csv.format == "complexipy")
        #expect(json.measurements == csv.measurements)
        #expect(json.measurements.map(\.metric) == ["code_complexity.cognitive_complexity"])
        #expect(json.measurements.first?.value == 10)
        #expect(json.measurements.first?.samples == 2)
        let offender = Offender(name: "A::g", file: "src/a.py", detail: "complexity 10")
        #expect(json.measurements.first?.offenders.first == offender)
    }

    @Test("no function measures nothing; a broken or cut record is an error")
    func edges() {
        #expect(imported(header).warnings == ["no function"])
        #expect(imported(header).measurements == [])
        #expect(imported("[]").status == .error)
        #expect(imported("[]", format: "complexipy").warnings == ["no function"])
        #expect(imported("{}", format: "complexipy").status == .error)
        #expect(imported(header + "src/a.py,a.py,f,2").status == .error)
        #expect(imported(header + "src/a.py,a.py,f,x\n").status == .error)
        #expect(imported(header + "src/a.py,a.py,f,-1\n").status == .error)
        #expect(
            imported(#"[{"complexity": null, "file_name": "", "function_name": "f", "path": "a"}]"#).status == .error
        )
    }
}
