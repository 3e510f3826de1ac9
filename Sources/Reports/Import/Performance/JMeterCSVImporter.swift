package import Core
package import Scanning

/// JMeter's results as CSV (JTL) with a header.
package enum JMeterCSVImporter: Importer {
    package static let format = FormatDescription(id: "jmeter-csv", title: "JMeter CSV (JTL)", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content, line.count < 4_096 else { return false }
        return line.firstOffset(of: "elapsed") != nil && line.firstOffset(of: "timeStamp") != nil
            && line.firstOffset(of: "success") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        guard bytes.last == 0x0A else {
            throw ScanError("the last line has no end: the file is cut short", at: bytes.count, in: bytes)
        }
        var csv = CSVReader(bytes, separator: separator(bytes))
        var fields: [String] = []
        _ = try csv.next(into: &fields)
        let columns = fields.count
        guard let elapsed = fields.firstIndex(of: "elapsed"), let success = fields.firstIndex(of: "success"),
            let stamp = fields.firstIndex(of: "timeStamp")
        else { throw ScanError("no header with timeStamp, elapsed and success", at: 0, in: bytes) }
        let label = fields.firstIndex(of: "label")
        let transactions = JMeterTransactions(header: fields)
        var samples = JMeterSamples()
        while try csv.next(into: &fields) {
            let line = csv.lineNumber
            guard fields.count == columns else {
                throw error("\(fields.count) fields where the header has \(columns)", line, bytes)
            }
            if fields[elapsed] == "elapsed", fields[success] == "success" {
                throw error("a second header: two runs were written into one file, as JMeter appends", line, bytes)
            }
            guard let milliseconds = UInt32(fields[elapsed]) else {
                throw error("'elapsed' is no whole number of milliseconds", line, bytes)
            }
            let outcome = fields[success].lowercased()
            guard outcome == "true" || outcome == "false" else {
                throw error("'success' is neither true nor false", line, bytes)
            }
            let name = label.map { Text.clean(fields[$0], limit: 256) } ?? ""
            samples.add(
                label: name,
                milliseconds: milliseconds,
                isFailed: outcome == "false",
                at: Int(fields[stamp]).flatMap { (0...1 << 50).contains($0) ? $0 : nil },
                isTransaction: transactions.contain(fields)
            )
        }
        samples.report(into: &report)
    }

    /// The first sign of the header that is no part of a name.
    private static func separator(_ bytes: Bytes) -> UInt8 {
        let known = [",", ";", "\t", "|"].compactMap { $0.utf8.first }
        return bytes.first { $0 == 0x0A || known.contains($0) } ?? UInt8(ascii: ",")
    }

    private static func error(_ message: String, _ line: Int, _ bytes: Bytes) -> ScanError {
        var lines = LineScanner(bytes)
        while lines.lineNumber < line - 1, lines.nextRange() != nil {}
        return ScanError(message, at: lines.offset, in: bytes)
    }
}

/// Which records are those of transaction controllers.
private struct JMeterTransactions {
    private let message: Int?
    private let url: Int?
    private let type: Int?

    init(header: [String]) {
        message = header.firstIndex(of: "responseMessage")
        url = header.firstIndex(of: "URL")
        type = header.firstIndex(of: "dataType")
    }

    /// By its message; where messages are not saved, by having neither an address nor a type of data.
    func contain(_ fields: [String]) -> Bool {
        if let message { return fields[message].hasPrefix(JMeterSamples.transactionMessage) }
        guard let url, let type else { return false }
        return fields[url] == "null" && fields[type].isEmpty
    }
}
