import Configuration
import Core
import Testing

@Suite("lists that criteria are measured against")
struct InventoryTests {
    @Test("external dependencies are a list of names, or a map from names to hosts")
    func dependencies() {
        let list = load("external_dependencies: [payments, mail]", partial: true)
        #expect(list.diagnostics == [])
        #expect(list.project?.externalDependencies.map(\.name) == ["payments", "mail"])
        let map = load(
            "external_dependencies: {payments: [api.pay.example, pay.example], mail: smtp.example}",
            partial: true
        )
        #expect(map.diagnostics == [])
        #expect(
            map.project?.externalDependencies == [
                ExternalDependency(name: "payments", hosts: ["api.pay.example", "pay.example"]),
                ExternalDependency(name: "mail", hosts: ["smtp.example"]),
            ]
        )
    }

    @Test("an inventory that is empty, or lists one twice, is an error")
    func badDependencies() {
        #expect(
            load("external_dependencies: []", partial: true).lines(.error) == ["1:1 'external_dependencies' is empty"]
        )
        #expect(load("external_dependencies: [a, a]", partial: true).lines(.error) == ["1:28 'a' is listed twice"])
    }

    @Test("a list of releases has a date, versions, and browsers that may stand in")
    func releases() throws {
        let loaded = load(
            """
            browser_releases:
              date: 2026-11-01
              chrome: ["131", "130"]
              safari: "18.2"
              stand_ins: {safari: webkit}
            """,
            partial: true
        )
        #expect(loaded.diagnostics == [])
        let day = try #require(CalendarDay("2026-11-01"))
        let versions = ["chrome": ["131", "130"], "safari": ["18.2"]]
        #expect(
            loaded.project?.browserReleases
                == BrowserReleases(date: day, versions: versions, standIns: ["safari": "webkit"])
        )
    }

    @Test(
        "a list of releases without a day, with a word for a version, or of an unknown browser is an error",
        arguments: [
            ("{chrome: [131]}", "1:19 'browser_releases' needs 'date'"),
            ("{date: soon, chrome: [131]}", "1:26 'date' must be a day such as 2026-11-01, found 'soon'"),
            ("{date: 2026-11-01, chrome: [latest]}", "1:47 'latest' is no version; write such as 131 or 18.2"),
            ("{date: 2026-11-01, chrom: [131]}", "1:38 unknown key 'chrom' [chrome]"),
            ("{date: 2026-11-01, chrome: []}", "1:38 'chrome' lists no version"),
        ]
    )
    func badReleases(text: String, message: String) {
        #expect(load("browser_releases: \(text)", partial: true).lines(.error) == [message])
    }
}
