package import Core
import Criteria
package import Scanning

/// What `go test -bench` prints.
package enum GoBenchImporter: Importer {
    package static let format = FormatDescription(id: "go-bench", title: "go test -bench output", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("goos: ") || line.hasPrefix("pkg: ") || isBenchmark(line)
    }

    private static func isBenchmark(_ line: Bytes) -> Bool {
        line.hasPrefix("Benchmark") && line.firstOffset(of: "ns/op") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var lines = LineScanner(bytes)
        var entries: [BenchmarkEntry] = []
        var hasEnd = false
        while let range = lines.nextRange() {
            let line = lines.document.slice(range).trimmed()
            if line.hasPrefix("ok ") || line.hasPrefix("ok\t") {
                hasEnd = line.last == UInt8(ascii: "s") || line.last == UInt8(ascii: ")")
            } else if line.hasPrefix("FAIL\t") || line.hasPrefix("--- FAIL") || line.hasPrefix("panic:") {
                report.fail("'\(Text.lossy(line, limit: 100))': the run failed, and its figures do not count")
                return
            } else if line.hasPrefix("pkg: ") {
                hasEnd = false
            } else if isBenchmark(line) {
                guard let entry = entry(line) else {
                    throw lines.error("'\(Text.lossy(line, limit: 80))' is no benchmark's result", line: range)
                }
                entries.append(entry)
            }
        }
        if !hasEnd {
            throw ScanError("no line 'ok' at the end: the output is cut short", at: bytes.count, in: bytes)
        }
        BenchmarkEntry.report(entries, into: &report)
    }

    /// Reads `BenchmarkName-8  5604217  210.2 ns/op  …`.
    private static func entry(_ line: Bytes) -> BenchmarkEntry? {
        let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { Bytes(rebasing: $0) }
        guard words.count >= 4, let runs = words[1].parseInt(), runs >= 0,
            let unit = words.firstIndex(where: { $0.equals("ns/op") }), unit >= 3,
            let time = words[unit - 1].parseDouble(), time >= 0
        else { return nil }
        var entry = BenchmarkEntry(name: Text.lossy(words[0], limit: 256), runs: runs)
        entry.set(.average, time / 1e9)
        return entry
    }
}
