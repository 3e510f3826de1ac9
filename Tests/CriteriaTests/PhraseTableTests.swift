import Glibc
import Testing

@testable import Criteria

@Suite("The table of every phrase of the guide")
struct PhraseTableTests {
    /// The table's text, where the specification lies beside the project or `ASSAY_SPEC` says where it is.
    static let table: String? = {
        var folders: [String] = []
        if let folder = getenv("ASSAY_SPEC") { folders.append(String(cString: folder)) }
        let here = realpath(#filePath, nil)
        defer { free(here) }
        var path = (here.map { String(cString: $0) } ?? #filePath).split(separator: "/").dropLast()
        while !path.isEmpty {
            folders.append("/" + path.joined(separator: "/") + "/../shared/spec")
            path = path.dropLast()
        }
        return folders.lazy.compactMap { read($0 + "/phrases.tsv") }.first
    }()

    static let rows: [[String]] = (table ?? "").split(separator: "\n").dropFirst().map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The guide's gate keys mean `value`; its alerts and conditions name their metrics.
    static let names: NameTable = [
        "coverage": .ratio, "flaky_rate": .ratio, "execution_time": .duration, "branch": .text,
        "manual_trigger": .boolean,
    ]

    @Test(
        "every phrase is read, has the dimension that the table names, and prints back",
        .enabled(if: table != nil, "phrases.tsv is not there: no specification beside the project, no ASSAY_SPEC")
    )
    func everyRow() throws {
        #expect(Self.rows.count == 69)
        for row in Self.rows {
            guard row.count == 5, let dimension = Dimension(rawValue: row[3]) else {
                Issue.record("\(row)")
                continue
            }
            let text = row[1]
            // The matrix is the one row that is no phrase.
            if text.hasPrefix("(") { continue }
            if row[0].hasPrefix("metrics_dashboard") || row[0].hasPrefix("pipeline") {
                let expression = try Expression.parse(text, names: Self.names, as: .boolean)
                #expect(try Expression.parse(expression.description, names: Self.names) == expression)
                continue
            }
            let isUpperBound = row[2].contains("<=") || row[2].contains("== 0")
            let signature = MetricSignature(
                name: row[0],
                dimension: dimension,
                direction: isUpperBound ? .atMost : .atLeast
            )
            let phrase = try Phrase.parse(text, for: signature)
            #expect(try Phrase.parse(phrase.description, for: signature) == phrase, "\(text)")
            // The table spells most meanings as conditions on `value`: they are the same conditions.
            let meaning = try phrase.expression(for: signature).description
            if row[2].hasPrefix("value"), !row[2].contains("{"), !row[2].contains("(") {
                let wanted = row[2].replacing("baseline", with: "baseline(value)").replacing(" min", with: "m")
                #expect(meaning.replacing("1h", with: "1 h") == wanted, "\(row[0]): \(text)")
            }
        }
    }
}
