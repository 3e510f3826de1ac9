import Core
import Scanning
import Testing
import Wire

/// A large summary may be read in parts: that must not change what it says.
struct SummaryPartsTests {
    private func summary() -> RunSummary {
        var summary = RunSummary()
        for seed in 1...20 {
            var random = SummaryRandom(seed: UInt64(seed))
            summary.reports += random.summary().reports
        }
        return summary
    }

    private func read(_ bytes: [UInt8], count: Int) throws -> RunSummary? {
        try bytes.withUnsafeBytes { bytes in
            guard let parts = SummaryParts(bytes, count: count, smallest: 0) else { return nil }
            let memory = WireMemory()
            let reports = parts.parts.map { parts.reports($0, in: bytes, memory) }
            guard reports.allSatisfy({ $0 != nil }) else { return nil }
            return try SummaryCodec.decode(bytes, known: (parts.list, reports.flatMap { $0 ?? [] }))
        }
    }

    @Test("in however many parts, its reports are the same and in order", arguments: [1, 2, 3, 8, 1_000])
    func parts(count: Int) throws {
        let summary = summary()
        let bytes = SummaryCodec.encode(summary)
        #expect(try read(bytes, count: count)?.reports == summary.reports)
        #expect(try read(bytes, count: count) == SummaryCodec.decode(bytes))
    }

    @Test("a report that cannot be read is left to the whole reading, which says where it is wrong")
    func damaged() throws {
        var report = Report(path: "a", format: "junit")
        report.tool = "tool"
        let text = String(decoding: SummaryCodec.encode(RunSummary(reports: [report, report])), as: UTF8.self)
        #expect(try read(Array(text.utf8), count: 2) != nil)
        let damages = [
            ("\"junit\"", "junit"), ("},\n{", "},{"), ("\"reports\":[", "\"reports\": ["), ("}]", "]}"),
        ]
        for (old, new) in damages {
            #expect(try read(Array(text.replacing(old, with: new, maxReplacements: 1).utf8), count: 2) == nil, "\(new)")
        }
    }

    @Test("whatever is judged, what stands before the end of the reports stays the same, byte by byte")
    func judged() throws {
        var summary = summary()
        let bytes = SummaryCodec.encode(summary)
        summary.banners = ["new"]
        summary.verdict = RunVerdict(gates: [], problems: [Problem(.fail, "a step failed")])
        let end = try bytes.withUnsafeBytes { try #require(SummaryParts($0, count: 2, smallest: 0)).list.end }
        #expect(bytes[..<end] + SummaryCodec.tail(summary) == SummaryCodec.encode(summary)[...])
    }
}
