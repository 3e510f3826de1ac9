import Configuration
import Core
import Testing

@Suite("What becomes of reports")
struct ReportingTests {
    private static let gate = "coverage_gate:\n  criteria: {overall: {threshold: \">= 80%\"}}\n  reporting: "

    @Test("forms, places, sources and tries are taken from the top")
    func whole() throws {
        let loaded = load(
            """
            reporting:
              format: [html, junit, html, code-quality]
              storage: [file:///srv/reports, s3://ci/shop/, "https://kept.example/r/"]
              source: all
              retries: surefire
            """,
            partial: true
        )
        #expect(loaded.diagnostics == [])
        let reporting = try #require(loaded.project?.reporting)
        #expect(reporting.forms == [.html, .junit, .codeQuality])
        #expect(
            reporting.storage.map(\.place) == [
                .folder("/srv/reports"), .bucket(name: "ci", prefix: "shop"), .web("https://kept.example/r"),
            ]
        )
        #expect(reporting.sources == .all)
        #expect(reporting.retries == .surefire)
    }

    @Test("the coverage gate's block means the same, and without one the page has the changed files")
    func alias() throws {
        let loaded = load(
            Self.gate + "{format: [html, json, badge], storage: s3://test-reports/coverage/}",
            partial: true
        )
        #expect(loaded.diagnostics == [])
        let reporting = try #require(loaded.project?.reporting)
        #expect(reporting.forms == [.html, .json, .badge])
        #expect(reporting.storage.map(\.place) == [.bucket(name: "test-reports", prefix: "coverage")])
        #expect(load("components: {}", partial: true).project?.reporting == Reporting())
        #expect(Reporting().keptForms == [.html, .json])
    }

    @Test("two blocks are one too many, whatever they say")
    func twice() {
        let loaded = load("reporting: {format: html}\n" + Self.gate + "{format: html}", partial: true)
        #expect(loaded.lines(.error) == ["4:14 'reporting' is written twice; first at assay.yaml:1:1"])
    }

    @Test(
        "an address that nothing can be kept at is an error that says how one is written",
        arguments: [
            ("ftp://host/x", "'ftp://host/x' is no place to keep reports; write file:///, s3:// or https://"),
            ("file://host/x", "'file://host/x' names no folder; write file:///absolute or file://./in-the-project"),
            ("s3:///x", "'s3:///x' names no bucket; write s3://bucket/prefix"),
            ("http://example.org/x", "'http://example.org/x' is not encrypted; write https://"),
            (
                "https://me:secret@host/x",
                "'https://me:secret@host/x' is no address to put files below; write https://host/folder, and the "
                    + "credentials into variables of the environment"
            ),
        ]
    )
    func places(written: String, message: String) {
        #expect(load("reporting: {storage: \"\(written)\"}", partial: true).lines(.error) == ["1:22 \(message)"])
    }

    @Test("a server on this machine needs no encryption; a folder of the project is written with a dot")
    func local() throws {
        #expect(try StorageLocation("http://127.0.0.1:9000/r").place == .web("http://127.0.0.1:9000/r"))
        #expect(try StorageLocation("http://[::1]:9000").place == .web("http://[::1]:9000"))
        #expect(try StorageLocation("file://./out/reports/").place == .folder("out/reports"))
    }
}
