import Core
import Reports
import Testing

@Suite struct JaCoCoImporterTests {
    private func report(_ lines: String, root: String = "") -> Report {
        imported(
            """
            <report name='x'><group name='g'><package name='com/a'><class name='com/a/B'><counter type='METHOD' missed='9'
            covered='9'/></class><sourcefile name='B.java'>\(lines)<counter type='METHOD' missed='1' covered='2'/></sourcefile>
            </package></group>\(root)</report>
            """
        )
    }

    @Test("lines, branches, instructions and methods are told apart")
    func sorts() {
        let report = report("<line nr='3' mi='2' ci='0' mb='1' cb='1'/><line nr='4' mi='1' ci='4' mb='0' cb='0'/>")
        #expect(report.format == "jacoco")
        #expect(report.messages == [])
        #expect(report.coverage?.files.map(\.path) == ["com/a/B.java"])
        let totals = report.coverage?.totals
        #expect(totals?.lines == Fraction(covered: 1, total: 2))
        #expect(totals?.branches == Fraction(covered: 1, total: 2))
        #expect(totals?.instructions == Fraction(covered: 4, total: 7))
        #expect(totals?.functions == Fraction(covered: 2, total: 3))
        #expect(totals?.statements == nil)
    }

    @Test("totals that differ are named; totals without a line are an error")
    func declared() {
        let counter = "<counter type='LINE' missed='3' covered='1'/>"
        let warned = report("<line nr='3' mi='1' ci='0'/>", root: counter)
        #expect(warned.warnings == ["declares 4 lines and lists 1; what is listed counts"])
        let contradictory = report("<line nr='3' mi='0' ci='1'/>", root: counter)
        #expect(contradictory.errors == ["declares 1 of 4 lines covered and lists 1 of 1: it contradicts itself"])
        #expect(report("", root: counter).status == .error)
        #expect(report("").warnings == ["no coverable line"])
    }

    @Test("a line without its number or instructions is an error", arguments: ["nr='1' mi='0'", "mi='0' ci='1'"])
    func broken(_ attributes: String) { #expect(report("<line \(attributes)/>").status == .error) }

    @Test("a file that only counters tell of is measured without lines, as are lines that do not say whether they ran")
    func counters() {
        let bare = imported(
            """
            <report name='r'><package name='src'><sourcefile name='a.kt'><line nr='1' mi='0' ci='1'/></sourcefile>
            <sourcefile name='b.kt'><counter type='INSTRUCTION' missed='50' covered='0'/></sourcefile></package></report>
            """
        )
        #expect(bare.coverage?.files.map(\.lacksLines) == [false, true])
        let silent = report("<line nr='1'/><line nr='2' mb='1' cb='1'/><counter type='LINE' missed='1' covered='1'/>")
        #expect(silent.status == .warning)
        #expect(silent.coverage?.files.first?.unlisted == Fraction(covered: 1, total: 2))
        #expect(silent.coverage?.files.first?.lines.isEmpty == true)
    }

    @Test("one class of two groups is two files, each with its group")
    func groups() {
        let group = { (name: String, hits: Int) in
            "<group name='\(name)'><package name='a'><sourcefile name='U.java'><line nr='2' mi='\(1 - hits)' ci='\(hits)'/>"
                + "</sourcefile></package></group>"
        }
        let report = imported("<report name='all'>\(group("m", 1))\(group("n", 0))</report>")
        #expect(report.coverage?.files.map(\.module) == ["m", "n"])
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
    }
}
