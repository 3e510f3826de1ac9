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
        var functions = FunctionComplexities()
        while try csv.next(into: &fields) {
            if functions.count == 0, fields.first == "NLOC" { continue }
            guard fields.count == 11, let complexity = Int(fields[1]), (0...1 << 40).contains(complexity) else {
                throw ScanError("record at line \(csv.lineNumber) is not one of lizard's", at: 0, in: bytes)
            }
            functions.add(complexity, name: fields[7], file: fields[6], line: Int(fields[9]))
        }
        functions.report("code_complexity.cyclomatic_complexity", into: &report)
    }
}
