import Scanning
import Testing

@testable import TestData

@Suite("What a step was given, as a file")
struct DataStateTests {
    private let point = ServicePoint(
        kind: .postgres,
        name: "db",
        host: "127.0.0.1",
        port: 5433,
        user: "ada",
        database: "shop"
    )

    @Test("the file says all that is needed to take everything back")
    func roundTrip() throws {
        var state = DataState()
        state.databases = [DataState.Database(point: point, snapshot: "assay_snapshot")]
        state.folder = "/dev/shm/x"
        state.originals = "/project/.assay/originals/x"
        let read = try #require(DataState(state.json))
        #expect(read == state)
        #expect(read.databases[0].point.url == "postgresql://ada@127.0.0.1:5433/shop")
    }

    @Test(
        "a file of something else, or of a database that nobody could reach, is none",
        arguments: [
            "{}", #"{"assay_data": 2}"#,
            #"{"assay_data": 1, "databases": [{"kind": "mongo", "host": "h", "port": 1}]}"#,
            #"{"assay_data": 1, "databases": [{"kind": "redis", "host": "h", "snapshot": "x"}]}"#,
        ]
    )
    func others(_ text: String) throws {
        let json = try Array(text.utf8).withUnsafeBytes { try JSON(parsing: $0) }
        #expect(DataState(json) == nil)
    }
}
