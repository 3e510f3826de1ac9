package import Core
import Criteria
package import Scanning

/// What wrk and wrk2 print.
package enum WrkImporter: Importer {
    package static let format = FormatDescription(id: "wrk", title: "wrk output", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("Running ") && line.firstOffset(of: " test @ ") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var lines = LineScanner(bytes)
        var output = WrkOutput()
        while let range = lines.nextRange() {
            let line = lines.document.slice(range)
            guard output.add(line.trimmed()) else {
                throw lines.error("'\(Text.lossy(line, limit: 80))' cannot be read", line: range)
            }
        }
        guard output.isComplete, let requests = output.requests else {
            throw ScanError("wrk's last line (Transfer/sec) is missing: cut short", at: bytes.count, in: bytes)
        }
        var result = output.result
        result.requests = requests + output.socketErrors
        result.failed = output.failed + output.socketErrors
        report.performance = [result]
        if requests == 0 { report.warn("no request was answered") }
    }
}

/// The lines of wrk's output.
struct WrkOutput {
    var result = LoadResult()
    var requests: Int?
    var failed = 0
    /// Requests that were never answered; wrk does not count them among the requests.
    var socketErrors = 0
    var isComplete = false

    /// Takes in a line; false where it is one of wrk's and cannot be read.
    mutating func add(_ line: Bytes) -> Bool {
        var words = line.split(separator: UInt8(ascii: " ")).map { Bytes(rebasing: $0) }
        guard let first = words.first else { return true }
        words.removeFirst()
        switch first {
        case "Latency":
            // `Latency Distribution` heads the percentiles, `Latency Stats` the columns.
            guard words.count >= 3, let average = Self.seconds(words[0]) else { return words.count < 3 }
            result.latency[.average] = average
            result.latency[.maximum] = Self.seconds(words[2])
        case "Requests/sec:":
            guard let rate = words.first?.parseDouble(), rate >= 0 else { return false }
            result.requestRate = rate
        case "Transfer/sec:":
            isComplete = words.first?.last == UInt8(ascii: "B")
        case "Non-2xx":
            guard let count = words.last?.parseInt(), count >= 0 else { return false }
            failed = count
        case "Socket":
            for word in words {
                let number = word.last == UInt8(ascii: ",") ? word.slice(ByteRange(0, word.count - 1)) : word
                if let count = number.parseInt() { socketErrors += min(max(0, count), 1 << 40) }
            }
        default: return addOther(first, words)
        }
        return true
    }

    private mutating func addOther(_ first: Bytes, _ words: [Bytes]) -> Bool {
        if words.count >= 3, words[0].equals("requests"), words[1].equals("in") {
            guard let count = first.parseInt(), (0...1 << 50).contains(count) else { return false }
            requests = count
            result.duration = Self.seconds(words[2].slice(ByteRange(0, words[2].count - 1)))
            return result.duration != nil
        }
        if first.last == UInt8(ascii: "%"), words.count == 1 {
            guard let percent = first.slice(ByteRange(0, first.count - 1)).parseDouble(), (0...100).contains(percent),
                let time = Self.seconds(words[0])
            else { return false }
            result.latency[.percentile(percent)] = time
        }
        return true
    }

    /// Reads `42.28ms`.
    private static func seconds(_ text: Bytes) -> Double? {
        let units: [(StaticString, Double)] = [("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3_600)]
        for (unit, factor) in units {
            let length = unit.utf8CodeUnitCount
            guard text.count > length, text.dropping(text.count - length).equals(unit) else { continue }
            guard let value = text.slice(ByteRange(0, text.count - length)).parseDouble(), value >= 0 else { continue }
            return factor < 1 ? value / (1 / factor).rounded() : value * factor
        }
        return nil
    }
}
