import Testing

@testable import Core

@Suite("Paths of reports in a project of several parts")
struct MonorepoPathTests {
    private func mapper(_ files: [String], steps: [String: String] = [:], lines: [String: Int] = [:]) -> PathMapper {
        PathMapper(files: files, root: "/p", stepFolders: steps, lineCounts: lines)
    }

    @Test("a relative path means the file below the step's folder, and not the root's of the same name")
    func stepFolder() {
        let mapper = mapper(["src/i.ts", "web/src/i.ts", "web/src/only.ts"], steps: ["web": "./web/"])
        #expect(mapper.resolve(["src/i.ts"], report: "out/l.info", step: "web") == [.file("web/src/i.ts")])
        #expect(mapper.resolve(["src/i.ts"], report: "out/l.info", step: "root") == [.file("src/i.ts")])
    }

    @Test("a relative path means the file below the folder that the report lies in, the nearest one first")
    func reportFolder() {
        let mapper = mapper(["src/i.ts", "web/src/i.ts", "web/sub/src/i.ts"])
        #expect(mapper.resolve(["src/i.ts"], report: "web/coverage/l.info") == [.file("web/src/i.ts")])
        #expect(mapper.resolve(["src/i.ts"], report: "web/sub/l.info") == [.file("web/sub/src/i.ts")])
        #expect(mapper.resolve(["src/i.ts"], report: "l.info") == [.file("src/i.ts")])
        #expect(mapper.resolve(["web/src/i.ts"], report: "web/coverage/l.info") == [.file("web/src/i.ts")])
    }

    @Test("a traceback of a step in a folder names the file below that folder, and the test is the same one")
    func traceback() throws {
        let test = TestCase(
            className: "tests.test_cart",
            name: "a",
            status: .failed,
            message: "tests/test_cart.py:24: x"
        )
        let paths = mapper(["api/tests/test_cart.py", "web/tests/test_cart.py"], steps: ["web": "web"])
        let mapped = MappedReports([Given.tests([test], step: "web")], paths: paths).reports[0]
        let failed = try #require(mapped.tests?.cases.first)
        #expect(failed.place?.file == "web/tests/test_cart.py" && failed.place?.line == 24)
        #expect(failed.file == nil, "what passes has no place: it is no part of who the test is")
    }

    @Test("where the root explains more of a report than the folder beside it, either may be meant")
    func rootExplainsMore() {
        let mapper = mapper(["src/a.py", "src/b.py", "api/src/a.py"])
        let found = mapper.resolve(["src/a.py", "src/b.py"], report: "api/out/c.xml")
        #expect(found == [.ambiguous(["api/src/a.py", "src/a.py"]), .file("src/b.py")])
    }

    @Test("where another folder explains more of a report than the root does, the root's file is not taken for certain")
    func elsewhere() {
        let mapper = mapper(["src/i.ts", "web/src/i.ts", "web/src/j.ts", "web/src/k.ts"])
        let found = mapper.resolve(["src/i.ts", "src/j.ts", "src/k.ts"], report: "artifacts/web.info")
        #expect(found == [.ambiguous(["src/i.ts", "web/src/i.ts"]), .file("web/src/j.ts"), .file("web/src/k.ts")])
    }

    @Test("a file that ends before a line of the report is another file; Kotlin numbers inlined lines beyond the end")
    func lastLines() {
        let mapper = mapper(
            ["src/i.ts", "web/src/i.ts", "a.kt"],
            lines: ["src/i.ts": 3, "web/src/i.ts": 30, "a.kt": 2]
        )
        var endings: FileEndings?
        let named = [
            NamedFile("src/i.ts", lastLine: 20), NamedFile("web/src/i.ts", lastLine: 31),
            NamedFile("a.kt", lastLine: 9),
        ]
        let found = mapper.resolve(named, from: ReportOrigin(), &endings)
        #expect(found == [.file("web/src/i.ts"), .file("web/src/i.ts"), .file("a.kt")])
        let beyond = mapper.resolve([NamedFile("web/src/i.ts", lastLine: 99)], from: ReportOrigin(), &endings)
        #expect(beyond == [.beyondEnd("web/src/i.ts", lines: 30, named: 99)])
    }

    @Test("files that several modules of a report name alike are told apart by their modules, and never united")
    func modules() throws {
        var report = Given.coverage([:])
        let lines: FileLines = [.init(line: 1, isCovered: true)]
        report.coverage?.files = ["billing", "shipping"].map {
            FileCoverage(path: "acme/U.java", lines: lines, module: $0)
        }
        let files = ["billing/src/acme/U.java", "shipping/src/acme/U.java"]
        let both = MergedCoverage(MappedReports([report], paths: mapper(files)))
        #expect(both.files.map(\.path) == files)
        #expect(both.problems == [])
        let one = MergedCoverage(MappedReports([report], paths: mapper(["src/acme/U.java"])))
        #expect(
            one.problems.map(\.words) == ["acme/U.java of billing and of shipping, where only src/acme/U.java is here"]
        )
    }

    @Test(
        "addresses, links, packages of Dart and queries mean the project's files",
        arguments: [
            ("src/a.vue?vue&type=script", "src/a.vue"), ("/app/src/with%20space.py", "src/with space.py"),
            ("src/with%20space.py", "src/with space.py"), ("package:shop/src/a.dart", "packages/shop/lib/src/a.dart"),
            ("linked/a.vue", "src/a.vue"), ("/p/linked/a.vue", "src/a.vue"), ("\"src/a.vue\"", "src/a.vue"),
            ("src/100%.py", "src/100%.py"),
            (#"\\?\C:\agent\s\src\a.vue"#, "src/a.vue"),
        ]
    )
    func dialects(path: String, file: String) {
        let files = ["src/a.vue", "src/with space.py", "packages/shop/lib/src/a.dart", "src/100%.py"]
        let mapper = PathMapper(
            files: files,
            root: "/p",
            dartPackages: ["packages/shop": "shop"],
            links: ["linked": "src"]
        )
        #expect(mapper.resolve(path) == .file(file))
        #expect(mapper.resolve("package:http/http.dart") == .foreign, "a package of somebody else")
    }

    @Test("Kotlin's folders may leave out the package that all files share, where each then means one file")
    func omittedPackage() {
        let reported = ["com/acme/shop/cart/Basket.kt", "com/acme/shop/Main.kt"]
        let files = ["src/main/kotlin/cart/Basket.kt", "src/main/kotlin/Main.kt"]
        #expect(mapper(files).resolve(reported) == files.map { .file($0) })
        let doubled = mapper(files + ["other/Main.kt"]).resolve(reported)
        #expect(doubled == [.unknown, .unknown], "two candidates are none")
    }

    @Test("a test or generated file that is not here is left out, whatever folders an absolute path goes through")
    func absent() {
        let mapper = mapper(["src/a.py"])
        #expect(mapper.resolve("build/gen/x_pb2.py") == .absent(.generated))
        #expect(mapper.resolve("tests/gone/helper.py") == .absent(.test))
        #expect(mapper.resolve("/p/tests/helper.py") == .absent(.test))
        #expect(mapper.resolve("/home/test/project/gone.py") == .unknown)
        #expect(mapper.resolve("src/gone.py") == .unknown)
    }
}
