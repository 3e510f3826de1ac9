import Dashboard
import Testing

@Suite("Addresses of the dashboard")
struct AddressTests {
    private static let pages: [Page] = [
        .overview, .runs, .tests, .test, .flaky, .coverage, .performance, .gates, .review, .compare,
        .releases, .incidents, .incident("INC-1"), .run("20261128-150405-0a1b"), .report("20261128-150405-0a1b"),
    ]

    @Test("Every page is found again by its path, and its data by the same path behind /api/v1", arguments: pages)
    func roundTrip(page: Page) throws {
        let address = Address(page, of: "a b/c%?ü", Query("branch=feature%2Fx"))
        let path = try #require(address.path.split(separator: "?").first.map(String.init))
        let own = try #require(Address.read(path, address.query))
        #expect(own.address == address)
        #expect(!own.isData)
        let data = try #require(Address.read("/api/v1" + path, address.query))
        #expect(data.address == address)
        #expect(data.isData)
    }

    @Test(
        "A path that names nothing is no page",
        arguments: [
            "", "projects", "/projects", "/projects/", "/projects/p/none", "/projects/p/runs/a/b", "/projects/..",
            "/projects/p/runs/%2e%2e", "/projects/%zz", "/projects/%ff", "/projects/%00", "/api/v1", "/api/v2/projects",
            "/api/v1/", "//", "/projects/p/runs/a/report/x",
        ]
    )
    func nowhere(path: String) { #expect(Address.read(path, Query()) == nil) }

    @Test("What a reader has chosen survives the way into an address and back, whatever it is")
    func query() {
        let texts = ["a&b=c", "100%", "ü + 🙂", "\"<script>\"", "x#y?z"]
        var query = Query()
        for (number, text) in texts.enumerated() { query["q\(number)"] = text }
        let read = Query(query.suffix.dropFirst())
        #expect(read == query)
        #expect(Query("q=a+b&q=c")["q"] == "c")
        #expect(Query("q=%zz&r=1")["q"] == nil)
    }
}
