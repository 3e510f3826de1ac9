package import Core
import Criteria
package import Scanning

/// What interrogate prints with `-v` and `-vv`: which names of Python code have a documentation string.
///
/// Private names (with a leading underscore) are left out, which only `-vv` shows one by one.
package enum InterrogateImporter: Importer {
    package static let format = FormatDescription(id: "interrogate", title: "interrogate -vv output", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard case .text(let line) = head.content else { return false }
        return line.hasPrefix("RESULT: ") && line.firstOffset(of: "(minimum: ") != nil
            || line.hasPrefix("=====") && line.firstOffset(of: "= Coverage for ") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var output = InterrogateOutput()
        var lines = LineScanner(bytes)
        while let range = lines.nextRange() {
            let line = Text.lossy(lines.document.slice(range), limit: 8_192)
            guard output.add(line) else {
                let shown = Text.lossy(lines.document.slice(range), limit: 80)
                throw lines.error("'\(shown)' is no line of interrogate's tables", line: range)
            }
        }
        guard output.hasResult else {
            throw ScanError("the line 'RESULT' is missing: the output is cut short", at: bytes.count, in: bytes)
        }
        guard let total = output.total else {
            throw ScanError("no table: let interrogate count with -v, or list names with -vv", at: 0, in: bytes)
        }
        let listsAll = output.listed == total.names && output.listedMissing == total.missing
        if output.hasDetails, !listsAll, !output.omits {
            report.fail(
                "lists \(output.listed) names, \(output.listedMissing) undocumented, and totals \(total.names), \(total.missing)"
            )
            return
        }
        var notes: [String] = []
        var (names, missing) = (output.publicNames, output.publicMissing)
        if !output.hasDetails || !listsAll {
            (names, missing) = (total.names, total.missing)
            notes = ["private names may be among them: `interrogate -vv` lists each"]
        }
        if names == 0 { report.note("no public name") }
        report.measurements = [
            Measurement(
                metric: "documentation.public_api_coverage",
                value: names == 0 ? 0 : Double(names - missing) / Double(names),
                dimension: .ratio,
                samples: names,
                provenance: [report.provenance],
                offenders: output.undocumented,
                notes: notes
            )
        ]
    }
}

/// The tables of interrogate's output, line by line.
struct InterrogateOutput {
    private(set) var hasDetails = false
    private(set) var hasResult = false
    /// Whether files without a gap were left out of the tables.
    private(set) var omits = false
    private(set) var total: (names: Int, missing: Int)?
    private(set) var listed = 0
    private(set) var listedMissing = 0
    private(set) var publicNames = 0
    private(set) var publicMissing = 0
    /// At most ten.
    private(set) var undocumented: [Offender] = []
    private var folder = ""
    private var file = ""
    private var isInDetails = false

    /// Takes in a line; false where it is a row that cannot be read.
    mutating func add(_ line: String) -> Bool {
        if line.hasPrefix("|") { return line.hasPrefix("|-") || addRow(line) }
        if line.hasPrefix("="), let start = line.range(ofWord: "Coverage for ") {
            folder = line[start...].trimming("=")
        } else if line.hasPrefix("-"), line.range(ofWord: "Detailed Coverage") != nil {
            (isInDetails, hasDetails) = (true, true)
        } else if line.hasPrefix("-"), line.range(ofWord: "Summary") != nil {
            isInDetails = false
        } else if line.range(ofWord: "RESULT: ") != nil {
            hasResult = line.range(ofWord: "%)") != nil
        }
        return true
    }

    private mutating func addRow(_ line: String) -> Bool {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimming(" ") }
        guard cells.count >= 3, cells.last == "" else { return false }
        if cells.count == 3 {
            omits = omits || cells[1].hasSuffix("omitted due to complete coverage)")
            return true
        }
        if cells[1] == "Name" { return true }
        return isInDetails ? addName(cells[1], cells[2]) : addSummary(cells)
    }

    private mutating func addSummary(_ cells: [String]) -> Bool {
        guard cells.count == 7, let names = Int(cells[2]), let missing = Int(cells[3]), missing >= 0, names >= missing
        else { return false }
        if cells[1] == "TOTAL" { total = (names, missing) }
        return true
    }

    /// `api.py (module)`, or `api.py` alone where modules do not count; `Class.method (L12)` below it.
    private mutating func addName(_ name: String, _ status: String) -> Bool {
        let isModule = status.isEmpty || name.hasSuffix(" (module)")
        if isModule { file = name.hasSuffix(" (module)") ? String(name.dropLast(9)) : name }
        if status.isEmpty { return true }
        guard status == "COVERED" || status == "MISSED" else { return false }
        let isMissing = status == "MISSED"
        listed += 1
        if isMissing { listedMissing += 1 }
        var symbol = name
        var line: Int?
        if !isModule, let start = name.range(ofWord: " (L"), let number = Int(name[start...].dropLast()) {
            line = number
            symbol = String(name[..<name.index(start, offsetBy: -3)])
        }
        let inFile = file.split(separator: "/").map { $0.split(separator: ".").first ?? $0 }
        let parts = isModule ? inFile : inFile + symbol.split(separator: ".")
        guard !parts.contains(where: Self.isPrivate) else { return true }
        publicNames += 1
        if isMissing { publicMissing += 1 }
        guard isMissing, undocumented.count < 10 else { return true }
        let path = CoverageNumbers.path(SourcePath.joined(folder, file))
        undocumented.append(Offender(name: isModule ? file : symbol, file: path, line: line ?? 1))
        return true
    }

    /// A leading underscore; names such as `__init__` have a meaning of their own and are not private.
    private static func isPrivate(_ name: Substring) -> Bool {
        name.hasPrefix("_") && !(name.hasPrefix("__") && name.hasSuffix("__"))
    }
}

extension StringProtocol {
    /// Where the text behind the first occurrence of a word begins.
    fileprivate func range(ofWord word: String) -> Index? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(word) { return rest.index(rest.startIndex, offsetBy: word.count) }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// The text without spaces and a character at both ends.
    fileprivate func trimming(_ character: Character) -> String {
        var text = self[...]
        while let first = text.first, first == character || first == " " { text = text.dropFirst() }
        while let last = text.last, last == character || last == " " { text = text.dropLast() }
        return String(text)
    }
}
