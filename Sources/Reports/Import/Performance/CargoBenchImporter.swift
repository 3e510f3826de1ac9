package import Core
import Criteria
package import Scanning

/// What `cargo bench` prints of Rust's own benchmarks, and Criterion with `--output-format bencher`.
package enum CargoBenchImporter: Importer {
    package static let format = FormatDescription(
        id: "cargo-bench",
        title: "cargo bench output",
        feeds: .performance
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        let text = line.trimmed()
        if text.hasPrefix("test ") { return text.firstOffset(of: " bench: ") != nil }
        if text.hasPrefix("Running ") || text.hasPrefix("Finished ") {
            return text.firstOffset(of: "(target/") != nil || text.firstOffset(of: "`bench`") != nil
        }
        return isHeader(text)
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var lines = LineScanner(bytes)
        var output = Output()
        while let range = lines.nextRange() {
            let line = lines.document.slice(range).trimmed()
            guard output.add(line) else {
                throw lines.error("'\(Text.lossy(line, limit: 80))' is no benchmark's result", line: range)
            }
            if let failure = output.failure {
                report.fail("'\(failure)': the run failed, and its figures do not count")
                return
            }
        }
        let isWhole = bytes.last == 0x0A || output.endsWithResult
        guard isWhole, output.open == nil else {
            let what = output.open.map { "\($0) tests were announced and no line 'test result' follows" }
            throw ScanError(
                "\(what ?? "the last line has no end"): the output is cut short",
                at: bytes.count,
                in: bytes
            )
        }
        guard output.isOfBenchmarks else { throw ScanError("no benchmark and no list of tests", at: 0, in: bytes) }
        BenchmarkEntry.report(output.entries, into: &report)
        for (unit, count) in output.otherUnits.sorted(by: { $0.key < $1.key }) {
            report.warn("\(count) in \(unit), which is no time; left out")
        }
    }

    /// Reads `running 4 tests`.
    private static func isHeader(_ line: Bytes) -> Bool { announced(line) != nil }

    private static func announced(_ line: Bytes) -> Int? {
        let words = line.split(separator: 0x20).map { Bytes(rebasing: $0) }
        guard words.count == 3, words[0].equals("running"), words[2].equals("tests") || words[2].equals("test")
        else { return nil }
        return words[1].parseInt()
    }

    private struct Output {
        var entries: [BenchmarkEntry] = []
        /// Units that are no times, with the number of their benchmarks.
        var otherUnits: [String: Int] = [:]
        /// Tests that were announced, as long as their `test result` is missing.
        var open: Int?
        var failure: String?
        /// Whether any line was one of Rust's test harness.
        var isOfBenchmarks = false
        /// Whether the line added last is a whole result, even without a line end.
        var endsWithResult = false

        /// Takes in a line; false where it is one of a benchmark and cannot be read.
        mutating func add(_ line: Bytes) -> Bool {
            if line.isEmpty { return true }
            endsWithResult = false
            if let count = announced(line) {
                // Announced anew before the first were done: those never ended.
                if open == nil { open = count }
                isOfBenchmarks = true
            } else if line.hasPrefix("test result: ") {
                if !line.hasPrefix("test result: ok.") { failure = Text.lossy(line, limit: 100) }
                // The last figure of the line tells whether it is whole.
                if line.firstOffset(of: "filtered out") != nil { open = nil }
            } else if line.hasPrefix("test ") {
                return addTest(line)
            }
            return true
        }

        private mutating func addTest(_ line: Bytes) -> Bool {
            guard let bench = line.firstOffset(of: " ... ") else { return false }
            let result = line.dropping(bench + 5)
            if result.equals("FAILED") { failure = Text.lossy(line, limit: 100) }
            guard let name = line.slice(ByteRange(5, bench)).trimmedOrNil, result.hasPrefix("bench:") else {
                return result.equals("ok") || result.hasPrefix("ignored") || result.equals("FAILED")
            }
            let words = result.dropping(6).split(separator: 0x20).map { Bytes(rebasing: $0) }
            guard words.count >= 4, words[2].equals("(+/-"), words[3].last == UInt8(ascii: ")"),
                let value = number(words[0])
            else { return false }
            endsWithResult = true
            isOfBenchmarks = true
            let unit = Text.lossy(words[1], limit: 40)
            guard let perSecond = ["ns/iter": 1e9, "us/iter": 1e6, "ms/iter": 1e3, "s/iter": 1][unit] else {
                otherUnits[unit, default: 0] += 1
                return true
            }
            // What libtest prints is the median of its samples.
            var entry = BenchmarkEntry(name: Text.lossy(name, limit: 256))
            entry.set(.median, value / perSecond)
            entries.append(entry)
            return true
        }

        /// Reads `211,834` and `1,234.56`.
        private func number(_ word: Bytes) -> Double? {
            let digits = word.filter { $0 != UInt8(ascii: ",") }
            return digits.withUnsafeBytes { $0.parseDouble() }.flatMap { $0 >= 0 ? $0 : nil }
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var trimmedOrNil: Bytes? {
        let text = trimmed()
        return text.isEmpty ? nil : text
    }
}
