import Core
import Reports
import Testing

@Suite struct CoberturaImporterTests {
    private func report(_ body: String, root: String = "lines-valid='0'", sources: String = "") -> Report {
        imported(
            "<coverage \(root)>\(sources)<packages><package><classes>\(body)</classes></package></packages></coverage>"
        )
    }

    @Test("lines of two classes in one file are joined, each line once")
    func sharedFile() {
        let report = report(
            """
            <class filename='./src\\a.cs'><lines><line number='2' hits='0'/><line number='1' hits='3'/></lines></class>
            <class filename='src/a.cs'><lines><line number='2' hits='1'/></lines></class>
            """,
            root: "lines-valid='2' lines-covered='2'"
        )
        #expect(report.messages == [])
        #expect(
            report.coverage?.files == [
                FileCoverage(
                    path: "src/a.cs",
                    lines: [.init(line: 1, isCovered: true), .init(line: 2, isCovered: true)]
                )
            ]
        )
    }

    @Test("lines that only methods list count, and methods are the functions")
    func methodLines() {
        let report = report(
            """
            <class filename='a.swift'><methods><method name='f'><lines><line number='1' hits='0'/></lines></method>
            <method name='g'><lines><line number='5' hits='2'/></lines></method></methods></class>
            """,
            root: "lines-valid='2'"
        )
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 2))
    }

    @Test("branches come from condition-coverage")
    func branches() {
        let report = report(
            "<class filename='a'><lines><line number='1' hits='1' branch='true' condition-coverage='50% (2/4)'/></lines></class>",
            root: "lines-valid='1' branches-valid='6'"
        )
        #expect(report.coverage?.totals.branches == Fraction(covered: 2, total: 4))
        #expect(report.warnings == ["declares 6 branches and lists 4; what is listed counts"])
    }

    @Test(
        "a single source root is put in front of relative paths",
        arguments: [
            ("<sources><source>/w/src</source></sources>", "a/b.py", "/w/src/a/b.py"),
            ("<sources><source> lib/ </source><source>--source</source></sources>", "b.py", "lib/b.py"),
            ("<sources><source>.</source></sources>", "./b.py", "b.py"),
            ("<sources><source>C:\\dev\\x</source></sources>", "b.py", "C:/dev/x/b.py"),
            ("<sources><source>/w</source></sources>", "/x/b.py", "/x/b.py"),
        ]
    )
    func sources(_ sources: String, _ file: String, _ path: String) {
        let report = report(
            "<class filename='\(file)'><lines><line number='1' hits='1'/></lines></class>",
            root: "lines-valid='1'",
            sources: sources
        )
        #expect(report.messages == [])
        #expect(report.coverage?.files.map(\.path) == [path])
    }

    @Test("several source roots are kept for looking paths up, and said")
    func severalSources() {
        let report = report(
            "<class filename='b.py'><lines><line number='1' hits='1'/></lines></class>",
            root: "lines-valid='1'",
            sources: "<sources><source>/a</source><source>/b</source></sources>"
        )
        #expect(report.coverage?.files.map(\.path) == ["b.py"])
        #expect(report.notes == ["names 2 source roots: each relative path is looked up in all of them"])
        #expect(report.coverage?.roots == ["/a", "/b"])
    }

    @Test("declared lines without any listed are an error; neither is a warning")
    func noLines() {
        let error = report("", root: "lines-valid='82'")
        #expect(error.errors == ["declares 82 lines and lists none: nothing shows which are covered"])
        #expect(error.coverage == nil)
        #expect(report("").warnings == ["no coverable line"])
    }

    @Test(
        "a line without its number or hits is an error",
        arguments: ["hits='1'", "number='1'", "number='x' hits='1'"]
    )
    func brokenLine(_ attributes: String) {
        let report = report("<class filename='a'><lines><line \(attributes)/></lines></class>")
        #expect(report.status == .error)
        #expect(report.messages.first?.line == 1)
    }

    @Test("other formats with a root `coverage` are not taken for Cobertura")
    func others() {
        #expect(imported("<coverage version='1'><file path='a'/></coverage>").format == "sonar-coverage")
        #expect(imported("<coverage generated='1'><project/></coverage>").format == "clover")
    }

    @Test("lines of methods are not added to those that their class lists")
    func classLines() {
        let report = report(
            """
            <class filename='a.js'><methods><method name='f'><lines><line number='1' hits='1'/></lines></method></methods>
            <lines><line number='2' hits='1'/><line number='3' hits='0'/></lines></class>
            """,
            root: "lines-valid='2' lines-covered='1'"
        )
        #expect(report.messages == [])
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 1))
    }

    @Test(
        "a declared rate clearly below the listed one is contradictory evidence, of the whole or of a class",
        arguments: [
            ("lines-valid='303' lines-covered='30' line-rate='0.1'", ""), ("line-rate='0.1'", ""),
            ("lines-valid='1'", "line-rate='0.2'"),
        ]
    )
    func contradiction(_ root: String, _ own: String) {
        let body = "<class filename='a.py' \(own)><lines><line number='1' hits='1'/></lines></class>"
        #expect(report(body, root: root).errors.count == 1)
        let honest = "<class filename='a.py' line-rate='1'><lines><line number='1' hits='1'/></lines></class>"
        #expect(report(honest, root: "lines-valid='1' line-rate='1'").errors == [])
    }

    @Test(
        "a file that two packages name alike is two files where both know the same line, and one where they share none"
    )
    func modules() {
        let body = { (first: Int, second: Int) in
            """
            <coverage lines-valid='2' lines-covered='1'><packages>
            <package name='m'><classes><class filename='U.java'><lines><line number='\(first)' hits='1'/></lines></class></classes></package>
            <package name='n'><classes><class filename='U.java'><lines><line number='\(second)' hits='0'/></lines></class></classes></package>
            </packages></coverage>
            """
        }
        let two = imported(body(2, 2))
        #expect(two.coverage?.files.map(\.module) == ["m", "n"])
        #expect(two.coverage?.files.map(\.path) == ["U.java", "U.java"])
        #expect(two.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        let one = imported(body(2, 3))
        #expect(one.coverage?.files.count == 1)
        #expect(one.coverage?.totals.lines == Fraction(covered: 1, total: 2))
    }
}
