package import Core
import Criteria
package import Scanning

/// Locust's statistics as CSV: `…_stats.csv` or `…_stats_history.csv`.
package enum LocustCSVImporter: Importer {
    package static let format = FormatDescription(id: "locust-csv", title: "Locust CSV", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("Type,Name,Request Count,Failure Count")
            || line.hasPrefix("Timestamp,User Count,Type,Name,Requests/s")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        guard bytes.last == 0x0A else {
            throw ScanError("the last line has no end: the file is cut short", at: bytes.count, in: bytes)
        }
        // Line by line: on Windows, Locust ends them with two carriage returns.
        var lines = LineScanner(bytes)
        var fields: [String] = []
        var header: LocustTable?
        while let range = lines.nextRange() {
            var record = CSVReader(lines.document.slice(range).trimmed())
            do throws(ScanError) {
                guard try record.next(into: &fields) else { continue }
            } catch {
                throw lines.error(error.message, line: range)
            }
            if header == nil {
                guard fields.contains("Name"), fields.contains("Type") else {
                    throw lines.error("no header with Type and Name", line: range)
                }
                header = LocustTable(header: fields)
            } else if let trouble = header?.add(fields) {
                throw lines.error(trouble, line: range)
            }
        }
        guard let table = header else { throw ScanError("no header with Type and Name", at: 0, in: bytes) }
        if !table.isComplete {
            throw ScanError("no row 'Aggregated' at the end: the file is cut short", at: bytes.count, in: bytes)
        }
        if let contradiction = table.contradiction { report.contradict(contradiction) }
        report.performance = table.results()
        if report.performance.first?.requests == 0 { report.warn("no request was sent") }
    }
}

/// The rows of Locust's statistics: one for each request; in a history, the last of each counts.
struct LocustTable {
    private struct Key: Hashable {
        var type: String
        var name: String
    }

    private let header: [String: Int]
    private let columns: Int
    private let isHistory: Bool
    private var rows: [Key: LoadResult] = [:]
    private var order: [Key] = []
    private var times: (first: Double, last: Double)?
    /// Whether the row read last is the sum of all.
    private(set) var isComplete = false

    init(header: [String]) {
        self.header = Dictionary(zip(header, header.indices), uniquingKeysWith: { first, _ in first })
        columns = header.count
        isHistory = header.first == "Timestamp"
    }

    /// Takes in a row; what is wrong with it otherwise.
    mutating func add(_ fields: [String]) -> String? {
        guard fields.count == columns else {
            return "\(fields.count) fields where the header has \(columns)"
        }
        func number(_ column: String) -> Double? {
            guard let index = header[column], let value = Double(fields[index]), value.isFinite, value >= 0 else {
                return nil
            }
            return value
        }
        let prefix = isHistory ? "Total " : ""
        guard let requests = number("\(prefix)Request Count").flatMap({ Int(exactly: $0) }),
            let failed = number("\(prefix)Failure Count").flatMap({ Int(exactly: $0) }), failed <= requests
        else { return "no counts of requests and failures that fit" }
        var result = LoadResult(requests: requests, failed: failed)
        if requests > 0 {
            result.latency[.average] = number("\(prefix)Average Response Time").map { $0 / 1_000 }
            result.latency[.minimum] = number("\(prefix)Min Response Time").map { $0 / 1_000 }
            result.latency[.maximum] = number("\(prefix)Max Response Time").map { $0 / 1_000 }
        }
        // In a history, rate and percentiles are those of the last seconds, not of the run.
        if isHistory {
            if let time = number("Timestamp") { times = (times?.first ?? time, time) }
        } else {
            result.requestRate = number("Requests/s")
            for (column, percent) in [("50%", 50), ("90%", 90), ("95%", 95), ("99%", 99), ("99.9%", 99.9)] {
                result.latency[.percentile(percent)] = number(column).map { $0 / 1_000 }
            }
        }
        let key = Key(type: fields[header["Type"] ?? 0], name: fields[header["Name"] ?? 0])
        isComplete = key.type.isEmpty && key.name == "Aggregated"
        if rows[key] == nil { order.append(key) }
        if !isComplete {
            result.labels = ["request": Text.clean(key.name, limit: 256)]
            if !key.type.isEmpty { result.labels["method"] = Text.clean(key.type, limit: 64) }
        }
        rows[key] = result
        return nil
    }

    /// Where single requests failed more often than all of them together.
    var contradiction: String? {
        guard !isHistory, let all = rows[Key(type: "", name: "Aggregated")]?.failed else { return nil }
        let own = order.filter { $0.name != "Aggregated" }.compactMap { rows[$0]?.failed }.reduce(0, +)
        guard own > all else { return nil }
        return "its rows count \(own) failed requests, and the row 'Aggregated' \(all)"
    }

    /// The whole run first.
    func results() -> [LoadResult] {
        let sorted = order.sorted { ($0.name != "Aggregated" ? 1 : 0) < ($1.name != "Aggregated" ? 1 : 0) }
        return sorted.compactMap { key in
            var result = rows[key]
            if let times, times.last > times.first, let requests = result?.requests {
                result?.duration = times.last - times.first
                result?.requestRate = Double(requests) / (times.last - times.first)
            }
            return result
        }
    }
}
