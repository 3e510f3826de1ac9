import Core
import DataWriting
import Glibc
import Privacy
import Scanning

/// Masks files, each of which gets its name when it is whole.
enum MaskingSession {
    static func mask(_ path: String, to output: String, _ form: Masker.Form, _ masker: inout Masker) throws {
        if let slash = output.lastIndex(of: "/"), slash > output.startIndex { mkdir(String(output[..<slash]), 0o755) }
        do {
            let file = try UnfinishedFile(path: output, mark: "masked", resume: false)
            try run(path, form, table: table(of: path), &masker) { try file.target.write($0) }
            try file.finish()
        } catch let failure as DataTarget.Failure {
            throw CommandFailure(.infrastructure, failure.message)
        }
    }

    /// Goes over what was written; nothing is changed.
    static func check(_ path: String, _ form: Masker.Form, table input: String, _ masker: inout Masker) throws {
        try run(path, form, table: table(of: input), &masker) { _ in }
    }

    /// `users` of `dumps/users.csv`.
    private static func table(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    private static func run(
        _ path: String,
        _ form: Masker.Form,
        table: String,
        _ masker: inout Masker,
        _ write: ([UInt8]) throws -> Void
    ) throws {
        do {
            let file = try MappedFile(path: path)
            try file.withBytes { bytes in
                switch form {
                case .csv: try masker.maskCSV(bytes, table: table, write)
                case .sql: try masker.maskSQL(bytes, write)
                case .jsonl: try maskLines(bytes, table, &masker, write)
                }
            }
            try file.verifyUnchanged()
        } catch let error as FileError {
            throw CommandFailure(.usage, error.description)
        } catch let problem as TextTable.Problem {
            let place = problem.line > 0 ? "\(path):\(problem.line)" : path
            throw CommandFailure(.usage, "\(place): \(problem.message)")
        }
    }

    private static func maskLines(
        _ bytes: Bytes,
        _ table: String,
        _ masker: inout Masker,
        _ write: ([UInt8]) throws -> Void
    ) throws {
        var lines = LineScanner(bytes)
        var (number, output) = (0, [UInt8]())
        while let line = lines.next() {
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let value: JSON
            do throws(ScanError) { value = try JSON(parsing: line) } catch {
                throw TextTable.Problem(message: error.message, line: number)
            }
            output += masked(value, table, "", &masker, depth: 0).serialized()
            output.append(0x0A)
            masker.endDocument()
            if output.count > 1 << 20 {
                try write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        try write(output)
    }

    private static func masked(
        _ value: JSON,
        _ table: String,
        _ name: String,
        _ masker: inout Masker,
        depth: Int
    ) -> JSON {
        guard depth < 64 else { return value }
        switch value {
        case .object(let members):
            var all: [JSON.Member] = []
            for member in members {
                all.append(JSON.Member(member.key, masked(member.value, table, member.key, &masker, depth: depth + 1)))
            }
            return .object(all)
        case .array(let elements):
            var all: [JSON] = []
            for element in elements { all.append(masked(element, table, name, &masker, depth: depth + 1)) }
            return .array(all)
        case .string(let text): return masker.maskMember(table, name, text).map { .string($0) } ?? value
        case .integer(let number) where MaskRule.named(name) != nil:
            return masker.maskMember(table, name, "\(number)").map { .string($0) } ?? value
        default: return value
        }
    }
}

/// What came of masking, for people and for programs.
enum MaskReport {
    static func lines(_ tally: MaskTally, checked: Bool) -> [String] {
        var lines = ["assay: \(tally.rows) rows"]
        for name in tally.order {
            guard let column = tally.columns[name], column.rule != nil || !column.inside.isEmpty else { continue }
            let inside = column.inside.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                "\($0.key.rawValue) \($0.value)"
            }
            let what =
                column.rule.map { "\($0.rawValue), \(column.masked) values, \(column.reason)" }
                ?? "inside of texts: \(inside.joined(separator: ", "))"
            lines.append("  \(name): \(what)")
        }
        let left = tally.order.filter { tally.columns[$0]?.rule == nil && tally.columns[$0]?.inside.isEmpty == true }
        if !left.isEmpty { lines.append("  left as they are: \(left.joined(separator: ", "))") }
        if let smallest = tally.anonymity {
            lines.append("  quasi-identifiers: the smallest group has \(smallest) rows")
        }
        lines.append(
            checked
                ? "  originals that are still there: \(tally.remaining), of \(tally.originals.count) that were looked for"
                : "  whether originals are still there was not looked at"
        )
        if tally.forgotten > 0 { lines.append("  \(tally.forgotten) further originals were not looked for") }
        return lines
    }

    static func json(_ tally: MaskTally, checked: Bool) -> JSON {
        let columns = tally.order.compactMap { tally.columns[$0] }.map(json)
        let small = tally.groups.values.filter { $0 < 5 }.reduce(0, +)
        return JSON(present: [
            "assay_mask": 1, "rows": JSON(tally.rows), "columns": .array(columns),
            "k_anonymity": JSON(tally.anonymity),
            "rows_in_groups_below_5": tally.anonymity == nil ? .null : JSON(small),
            "originals": JSON(tally.originals.count), "originals_not_looked_for": JSON(tally.forgotten),
            "originals_remaining": checked ? JSON(tally.remaining) : .null,
        ])
    }

    private static func json(_ column: MaskTally.Column) -> JSON {
        let kinds = column.inside.sorted { $0.key.rawValue < $1.key.rawValue }
        let inside = kinds.map { JSON.Member($0.key.rawValue, JSON($0.value)) }
        return [
            "column": JSON(column.name), "rule": JSON(column.rule?.rawValue ?? "none"), "reason": JSON(column.reason),
            "masked": JSON(column.masked), "quasi_identifier": JSON(column.isQuasi), "inside": .object(inside),
        ]
    }
}
