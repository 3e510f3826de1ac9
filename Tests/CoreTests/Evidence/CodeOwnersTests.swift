import Core
import Testing

@Suite("Owners of files")
struct CodeOwnersTests {
    private static let github = """
        # remarks
        *       @org/all @ada
        *.js    @js # inline
        /build/logs/ @logs
        docs/*  docs@example.org
        apps/   @apps
        /scripts/ @a @b
        **/generated @gen
        /apps/github
        src/a\\ b.py @space
        {x}.py @brace

        """

    @Test(
        "the last rule that matches decides, as GitHub has it",
        arguments: [
            ("README", "@org/all @ada"), ("a/b.js", "@js"), ("build/logs/x/y.log", "@logs"),
            ("x/build/logs/y.log", "@org/all @ada"), ("docs/a.md", "docs@example.org"),
            ("docs/deep/a.md", "@org/all @ada"), ("x/docs/a.md", "@org/all @ada"), ("x/apps/y/z", "@apps"),
            ("scripts/x", "@a @b"), ("x/generated/y.go", "@gen"), ("apps/github/x", ""), ("src/a b.py", "@space"),
            ("{x}.py", "@brace"), ("x.py", "@org/all @ada"),
        ]
    )
    func github(path: String, owners: String) {
        #expect(CodeOwners(Self.github).owners(of: path).joined(separator: " ") == owners)
    }

    @Test("each section of GitLab decides for itself, and hands its owners down")
    func sections() {
        let owners = CodeOwners(
            """
            * @all
            [Database][2] @dba
            model/db/
            *.sql @sql
            ^[Docs]
            README.md @writers
            [database]
            !model/db/free.sql
            """
        )
        #expect(owners.owners(of: "app/model/db/x.rb") == ["@all", "@dba"])
        #expect(owners.owners(of: "x.sql") == ["@all", "@sql"])
        #expect(owners.owners(of: "a/README.md") == ["@all", "@writers"])
        #expect(owners.owners(of: "model/db/free.sql") == ["@all"])
        #expect(CodeOwners("").owners(of: "x") == [])
    }

    @Test("tens of thousands of rules are asked in time", .timeLimit(.minutes(1)))
    func many() throws {
        let rules = (0..<30_000).map { "/teams/t\($0)/ @t\($0)\n*.x\($0 % 7) @x\n" }.joined()
        let project = Project(components: [Component(name: "api", paths: ["teams/**"])])
        let files = (0..<5_000).map { "teams/t\($0)/a.py" }
        let surroundings = Surroundings(projectFiles: files, codeOwners: CodeOwners(rules))
        let report = Given.coverage(["teams/t1/a.py": (1...3, 4...6)])
        let evidence = Evidence(reports: [report], project: project, surroundings: surroundings)
        let criterion = try Given.criterion(.coverage, "by_component.api", ">= 90%")
        let cell = try #require(Judge(evidence: evidence).judge(criterion, of: .coverage).cells.first)
        #expect(cell.owner?.hasPrefix("@t") == true)
    }

    @Test("a component without an owner has those of its files, and offenders name theirs")
    func verdicts() throws {
        let project = Project(
            components: [
                Component(name: "api", paths: ["api/**"]), Component(name: "web", paths: ["web/**"], owner: "web team"),
            ]
        )
        let surroundings = Surroundings(
            projectFiles: ["api/a.py", "api/b.py", "web/c.py"],
            codeOwners: CodeOwners("/api/ @api\n/api/b.py @bob @api\n")
        )
        let report = Given.coverage(["api/a.py": (nil, 1...3), "api/b.py": (1...5, 6...6), "web/c.py": (nil, 1...2)])
        let evidence = Evidence(reports: [report], project: project, surroundings: surroundings)
        let api = try Given.criterion(.coverage, "by_component.api", ">= 90%")
        let verdict = Judge(evidence: evidence).judge(api, of: .coverage)
        #expect(verdict.cells[0].owner == "@api, @bob")
        #expect(verdict.cells[0].judgement.measurements[0].offenders.map(\.owner) == ["@api", "@bob, @api"])
        let web = try Given.criterion(.coverage, "by_component.web", ">= 90%")
        let other = Judge(evidence: evidence).judge(web, of: .coverage)
        #expect(other.cells[0].owner == "web team")
        #expect(other.cells[0].judgement.measurements[0].offenders.map(\.owner) == ["web team"])
        let overall = try Given.criterion(.coverage, "overall.threshold", ">= 90%")
        #expect(Judge(evidence: evidence).judge(overall, of: .coverage).cells[0].owner == nil)
    }
}
