import Testing

@testable import Core

@Suite("The tree of weaknesses")
struct WeaknessTreeTests {
    @Test("a class holds all that lies below it, and nothing that lies above or beside")
    func classes() {
        for weakness in [
            74, 77, 78, 79, 80, 83, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 113, 564, 624, 643, 652, 917, 943, 1236,
            1336,
        ] {
            #expect(WeaknessTree.injection.contains(weakness), "\(weakness)")
        }
        for weakness in [287, 303, 304, 305, 306, 307, 308, 384, 521, 522, 603, 613, 798, 259, 295, 640] {
            #expect(WeaknessTree.authentication.contains(weakness), "\(weakness)")
        }
        for parent in [20, 116, 138, 707, 284, 285, 345, 610, 664] {
            #expect(!WeaknessTree.injection.contains(parent), "\(parent)")
            #expect(!WeaknessTree.authentication.contains(parent), "\(parent)")
        }
    }

    @Test("what the Top 10 counts as injection or authentication is counted, but for classes that say less")
    func topTen() throws {
        let injection = try #require(OWASPTopTen.category("A03:2021")?.weaknesses)
        #expect(injection.subtracting(WeaknessTree.injection) == [20, 100, 116, 138, 184, 470, 471, 610, 644])
        // Two are categories of MITRE's, and no weaknesses.
        let authentication = try #require(OWASPTopTen.category("A07:2021")?.weaknesses)
        #expect(authentication.subtracting(WeaknessTree.authentication) == [255, 1216])
    }

    @Test("no weakness lies below itself")
    func acyclic() {
        for (parent, children) in WeaknessTree.children {
            #expect(!WeaknessTree.below(Set(children)).contains(parent), "\(parent)")
            #expect(Set(children).count == children.count)
        }
    }

    @Test("a finding of a weakness far below fails the class; one of its parent does not", arguments: [564, 1336, 113])
    func finding(weakness: Int) throws {
        let criterion = try Given.criterion(.security, "code_security.injection_vulnerabilities", "0")
        let rules = [Scan.Rule(id: "sql", cwe: [89]), Scan.Rule(id: "x", cwe: [weakness])]
        for (cwe, expected) in [(weakness, Verdict.fail), (20, .pass)] {
            let finding = Finding(tool: "codeql", rule: "x", level: .error, file: "a.java", cwe: [cwe])
            let report = Given.scan("codeql", files: 1, rules: rules, findings: [finding])
            #expect(Given.judge(criterion, .security, [report]).verdict == expected)
        }
    }
}
