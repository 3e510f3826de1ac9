import Core
import DataWriting
import Glibc
import Privacy
import Scanning

/// Masks files, each of which gets its name when it is whole.
enum MaskingSession {
    static func mask(_ path: String, to output: String, _ form: Masker.Form, _ masker: inout Masker) throws {
        try mask(try open(path), path, to: output, form, &masker)
    }

    /// `name` is how people are told of the file.
    static func mask(
        _ file: MappedFile,
        _ name: String,
        to output: String,
        _ form: Masker.Form,
        _ masker: inout Masker
    ) throws {
        if let slash = output.lastIndex(of: "/"), slash > output.startIndex { mkdir(String(output[..<slash]), 0o755) }
        do {
            let target = try UnfinishedFile(path: output, mark: "masked", resume: false)
            do {
                try run(file, name, form, table: table(of: name), &masker) { try target.target.write($0) }
                try target.finish()
            } catch {
                target.discard()
                throw error
            }
        } catch let failure as DataTarget.Failure {
            throw CommandFailure(.infrastructure, failure.message)
        }
    }

    /// Goes over what was written; nothing is changed.
    static func check(_ path: String, _ form: Masker.Form, table input: String, _ masker: inout Masker) throws {
        try run(try open(path), path, form, table: table(of: input), &masker) { _ in }
    }

    private static func open(_ path: String) throws -> MappedFile {
        do throws(FileError) { return try MappedFile(path: path) } catch {
            throw CommandFailure(.usage, error.description)
        }
    }

    /// `users` of `dumps/users.csv`.
    private static func table(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    private static func run(
        _ file: MappedFile,
        _ name: String,
        _ form: Masker.Form,
        table: String,
        _ masker: inout Masker,
        _ write: ([UInt8]) throws -> Void
    ) throws {
        do {
            try file.withBytes { bytes in
                try PlainText.check(bytes)
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
            throw CommandFailure(
                .usage,
                problem.line > 0 ? "\(name):\(problem.line): \(problem.message)" : "\(name): \(problem.message)"
            )
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
        masker.endDocuments()
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
