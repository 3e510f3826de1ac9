import Testing

@testable import Core

@Suite("Paths in reports")
struct PathMapperTests {
    private static let files = [
        "api/src/a.py", "web/src/a.py", "lib/b.py", "go.mod", "main.go", "pkg/x.go", "tools/gen/go.mod",
        "tools/gen/y.go",
        "server/src/main/java/com/acme/Foo.java", "client/src/main/java/com/acme/Foo.java",
        "client/src/main/java/com/acme/Bar.java", "src/App.cs", "src/naïve name.py",
    ]

    private static let mapper = PathMapper(
        files: files,
        root: "/home/me/project",
        modules: ["": "github.com/org/repo", "tools/gen": "example.com/gen"]
    )

    @Test(
        "absolute, container, module, Windows and partial paths mean the project's files",
        arguments: [
            ("lib/b.py", "lib/b.py"), ("./lib//b.py", "lib/b.py"), ("lib/../lib/./b.py", "lib/b.py"),
            ("../../lib/b.py", "lib/b.py"), ("/home/me/project/api/src/a.py", "api/src/a.py"),
            ("file:///home/me/project/api/src/a.py", "api/src/a.py"), ("/app/lib/b.py", "lib/b.py"),
            ("/home/runner/work/repo/repo/lib/b.py", "lib/b.py"), ("b.py", "lib/b.py"),
            ("com/acme/Bar.java", "client/src/main/java/com/acme/Bar.java"),
            ("github.com/org/repo/pkg/x.go", "pkg/x.go"), ("github.com/org/repo/main.go", "main.go"),
            ("example.com/gen/y.go", "tools/gen/y.go"), ("/go/src/github.com/org/repo/pkg/x.go", "pkg/x.go"),
            (#"C:\agent\_work\1\s\src\App.cs"#, "src/App.cs"), (#"src\App.cs"#, "src/App.cs"),
            ("file:///D:/a/repo/src/App.cs", "src/App.cs"), ("/x/src/naïve name.py", "src/naïve name.py"),
        ]
    )
    func mapping(path: String, file: String) {
        #expect(Self.mapper.resolve(path) == .file(file))
    }

    @Test("two files that match equally are both named, unless one lies beside the report")
    func ambiguity() {
        #expect(Self.mapper.resolve("src/a.py") == .ambiguous(["api/src/a.py", "web/src/a.py"]))
        let both = Self.files.filter { $0.hasSuffix("Foo.java") }.sorted()
        #expect(Self.mapper.resolve("com/acme/Foo.java") == .ambiguous(both))
        let near = Self.mapper.resolve(["com/acme/Foo.java"], report: "server/build/reports/jacoco.xml")
        #expect(near == [.file("server/src/main/java/com/acme/Foo.java")])
    }

    @Test("a path that differs in the case of letters only is told, not matched")
    func letterCase() {
        #expect(Self.mapper.resolve("/app/Lib/B.py") == .otherCase("lib/b.py"))
        #expect(Self.mapper.resolve("SRC/app.cs") == .otherCase("src/App.cs"))
    }

    @Test(
        "files of libraries and of tools are told from files that are missing",
        arguments: [
            ("/usr/lib/python3.11/json/__init__.py", PathMapper.Resolution.foreign),
            ("/app/.venv/lib/python3.11/site-packages/x/b.py", .foreign), ("node_modules/left-pad/index.js", .foreign),
            ("/root/.cargo/registry/src/x/lib.rs", .foreign), ("<frozen importlib._bootstrap>", .foreign),
            ("/rustc/abc/library/core/src/lib.rs", .foreign), ("/usr/src/app/lib/b.py", .file("lib/b.py")),
            ("/elsewhere/c.py", .unknown), ("c.py", .unknown), ("", .unknown), ("/", .unknown), ("..", .unknown),
        ]
    )
    func foreign(path: String, expected: PathMapper.Resolution) {
        #expect(Self.mapper.resolve(path) == expected)
    }

    @Test("a file that is gone is not taken for one of the same name elsewhere")
    func inferredRoot() {
        let mapper = PathMapper(files: ["src/a.py", "src/b.py", "utils.py"], root: "/home/me/project")
        let found = mapper.resolve(["/app/src/a.py", "/app/src/b.py", "/app/removed/utils.py", "/app/utils.py"])
        #expect(found == [.file("src/a.py"), .file("src/b.py"), .unknown, .file("utils.py")])
    }

    @Test("a relative path is looked up in all source folders that the report names")
    func roots() {
        let mapper = PathMapper(files: ["api/x.py", "web/y.py", "api/z.py", "web/z.py"], root: "/p")
        let found = mapper.resolve(["x.py", "y.py", "z.py"], roots: ["/p/api", "/p/web"])
        #expect(found == [.file("api/x.py"), .file("web/y.py"), .ambiguous(["api/z.py", "web/z.py"])])
        let elsewhere = mapper.resolve(["x.py", "z.py"], roots: ["/build/api", "/build/web"])
        #expect(elsewhere == [.file("api/x.py"), .ambiguous(["api/z.py", "web/z.py"])])
        let other = PathMapper(files: ["api/x.py", "other/x.py"], root: "/p")
        #expect(other.resolve(["x.py"], roots: ["/build/api", "/build/web"]) == [.file("api/x.py")])
    }

    @Test("a person can take beginnings off, name folders, and leave files out")
    func rules() {
        let rules = PathRules(
            strip: ["/odd/place", "acme"],
            roots: ["server/src", "client/src"],
            ignore: ["**/gen/**"]
        )
        let files = ["server/src/a.kt", "client/src/a.kt", "client/src/b.kt", "client/gen/c.kt"]
        let mapper = PathMapper(files: files, root: "/p", rules: rules)
        #expect(mapper.resolve("/odd/place/b.kt") == .file("client/src/b.kt"))
        let both = PathMapper.Resolution.ambiguous(["server/src/a.kt", "client/src/a.kt"])
        #expect(mapper.resolve("acme/a.kt") == both, "no folder decides over another one")
        #expect(mapper.resolve("a.kt") == both)
        #expect(mapper.resolve(["a.kt"], report: "client/out/a.xml") == [.file("client/src/a.kt")])
        #expect(mapper.resolve("client/gen/c.kt") == .ignored)
        #expect(mapper.resolve("/build/gen/d.kt") == .ignored)
        #expect(mapper.resolve("/odd/placement/b.kt") == .unknown, "a beginning ends with a folder")
    }

    @Test("a hundred thousand files of one name take no longer than others", .timeLimit(.minutes(1)))
    func linear() {
        let files = (0..<100_000).map { "packages/p\($0 / 100)/m\($0 % 100)/index.js" }
        let mapper = PathMapper(files: files, root: "/p")
        let found = mapper.resolve(
            files.prefix(20_000).map { "/ci/build/" + $0 } + files.prefix(1_000).map { String($0.dropFirst(9)) }
        )
        #expect(found.prefix(20_000).elementsEqual(files.prefix(20_000).map { .file($0) }))
        #expect(found.suffix(1_000).elementsEqual(files.prefix(1_000).map { .file($0) }))
    }

    @Test("reports come back with the project's paths and a remark on what means no file")
    func reports() {
        var coverage = Given.coverage(["/app/lib/b.py": (1...2, nil), "/app/gone.py": (1...2, nil)])
        coverage.coverage?.files.append(FileCoverage(path: "/usr/lib/python3/os.py"))
        let finding = Finding(tool: "t", rule: "r", message: "m", file: "/app/lib/b.py", line: 1)
        let scan = Given.scan("t", files: 1, rules: [], findings: [finding])
        let tests = Given.tests([TestCase(name: "a", file: "/elsewhere/t.py", status: .failed)])
        let mapped = MappedReports([coverage, scan, tests], paths: Self.mapper)
        #expect(
            mapped.reports[0].coverage?.files.map(\.path) == ["lib/b.py", "/app/gone.py"],
            "what is foreign is gone"
        )
        #expect(
            mapped.reports[0].messages.map(\.text) == [
                "1 path matches no file of the project: /app/gone.py", "1 file outside of the project left out",
            ]
        )
        #expect(mapped.reports[0].status == .warning)
        #expect(mapped.reports[1].findings?.findings[0].file == "lib/b.py")
        #expect(mapped.reports[2].tests?.cases[0].file == "/elsewhere/t.py", "what is not known stays as it is")
        #expect(mapped.problems == [.init(path: "/app/gone.py", resolution: .unknown)])
        let again = MappedReports(mapped.reports, paths: Self.mapper)
        #expect(again.reports == mapped.reports, "mapping twice changes nothing")
    }
}
