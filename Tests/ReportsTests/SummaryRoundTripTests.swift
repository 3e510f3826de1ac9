import Core
import Reports
import Testing
import Wire

/// What reports are made from is what the run has found.
struct SummaryRoundTripTests {
    @Test(
        "a run comes back as it was, steps, evidence and verdict",
        arguments: ["plain", "a \"quoted\\\" \u{7}\nname", "日本 🎉"]
    )
    func wholeRun(name: String) throws {
        let summary = ExportSample.summary(overall: "fail", name: name, message: name)
        #expect(try SummaryCodec.decode(SummaryCodec.encode(summary)) == summary)
    }

    @Test("a truncated summary is an error wherever it is cut")
    func truncated() {
        let bytes = SummaryCodec.encode(ExportSample.red)
        for end in 40...bytes.count - 2 {
            let error = #expect(throws: SummaryError.self) { try SummaryCodec.decode(Array(bytes[..<end])) }
            #expect(error?.kind == .truncated, "cut at \(end): \(error?.description ?? "")")
        }
    }
}
