package import Core
import Criteria
package import Scanning

/// lizard's CSV (`--csv`), with or without a header.
package enum LizardCSVImporter: Importer {
    package static let format = FormatDescription(id: "lizard-csv", title: "lizard CSV", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        if line.hasPrefix("NLOC,CCN,token,") { return true }
        var csv = CSVReader(line)
        var fields: [String] = []
        guard let found = try? csv.next(into: &fields), found, fields.count == 11 else { return false }
        return fields.prefix(5).allSatisfy { Int($0) != nil } && fields[5].utf8.contains(UInt8(ascii: "@"))
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        guard bytes.last == 0x0A else {
            throw ScanError("the last line has no end: the file is cut short", at: bytes.count, in: bytes)
        }
        var csv = CSVReader(bytes)
        var fields: [String] = []
        var worst: [(complexity: Int, offender: Offender)] = []
        var functions = 0
        while try csv.next(into: &fields) {
            if functions == 0, fields.first == "NLOC" { continue }
            guard fields.count == 11, let complexity = Int(fields[1]), (0...1 << 40).contains(complexity) else {
                throw ScanError("record at line \(csv.lineNumber) is not one of lizard's", at: 0, in: bytes)
            }
            functions += 1
            if worst.count == 10, let least = worst.last, least.complexity >= complexity { continue }
            let offender = Offender(
                name: JSONText.clean(fields[7], limit: 256),
                file: CoverageNumbers.path(fields[6]),
                line: Int(fields[9]),
                detail: "complexity \(complexity)"
            )
            let place = worst.firstIndex { $0.complexity < complexity } ?? worst.count
            worst.insert((complexity, offender), at: place)
            if worst.count > 10 { worst.removeLast() }
        }
        guard let largest = worst.first?.complexity else {
            report.warn("no function")
            return
        }
        report.measurements = [
            Measurement(
                metric: "code_complexity.cyclomatic_complexity",
                value: Double(largest),
                dimension: .count,
                samples: functions,
                provenance: [report.provenance],
                offenders: worst.map(\.offender)
            )
        ]
    }
}
