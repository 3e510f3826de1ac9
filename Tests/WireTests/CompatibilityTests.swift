import Core
import Scanning
import Testing
import Wire

/// What was written once is read for as long as its version is: the fixtures are never made anew, only added to.
@Suite("Documents of earlier days")
struct CompatibilityTests {
    private func fixture(_ name: String) throws -> [UInt8] {
        let tests = String(#filePath).split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        let file = try MappedFile(path: tests.joined(separator: "/") + "/Fixtures/wire/" + name)
        return file.withBytes { Array($0) }
    }

    @Test("a summary is read, and written again as it was")
    func summary() throws {
        let bytes = try fixture("summary-3.json")
        let summary = try SummaryCodec.decode(bytes)
        #expect(summary.steps.map(\.name) == ["unit", "flaky", "broken", "slow"])
        #expect(summary.steps[2].outcome == .failed(.exit(code: 3), tries: 1))
        #expect(summary.verdict?.overall == .fail)
        #expect(SummaryCodec.encode(summary) == bytes)
    }

    @Test("the events of a run are read, and written again as they were")
    func events() throws {
        let lines = try fixture("events-2.jsonl").split(separator: 0x0A)
        for line in lines {
            let event = try line.withUnsafeBytes { try RecordedEvent.read($0) }
            #expect(event.line == Array(line))
        }
        #expect(lines.count > 10)
    }
}
