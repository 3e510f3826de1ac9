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
                case .jsonl:
                    var documents = DocumentMasking(table: table)
                    try documents.mask(bytes, &masker, write)
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
}
