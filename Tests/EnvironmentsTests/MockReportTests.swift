import Scanning
import Testing

@testable import Environments

@Suite("what a mock tells when it ends")
struct MockReportTests {
    private func warning(_ text: String) throws -> String? { MockReport.warning("pay", try JSON(parsing: text)) }

    @Test("nothing where every request was expected, and where there is no report")
    func quiet() throws {
        #expect(
            try warning("{\"requests\": {\"unmatched\": 0}, \"unmatched\": [], \"expectations\": [{\"met\": true}]}")
                == nil
        )
        #expect(try warning("[]") == nil)
        #expect(MockReport(service: "pay", path: "/nowhere").warning == nil)
    }

    @Test("requests that matched no stub, the first three of them by name, and expectations that were not met")
    func loud() throws {
        let misses = ["a", "b", "c", "d"].map { "{\"method\": \"GET\", \"path\": \"/\($0)\", \"count\": 2}" }
        let text = """
            {"requests": {"unmatched": 8}, "unmatched": [\(misses.joined(separator: ", "))],
             "expectations": [{"stub": "charge", "met": false}, {"stub": "refund", "met": true}]}
            """
        #expect(
            try warning(text)
                == "mock \"pay\": 8 requests matched no stub (GET /a, GET /b, GET /c and 1 more);"
                + " 1 expectation is not met (charge)"
        )
    }
}
