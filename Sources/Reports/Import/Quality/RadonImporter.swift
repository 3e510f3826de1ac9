package import Core
import Criteria
package import Scanning

/// radon's JSON: complexities (`cc -j`) or lines (`raw -j`), by file.
package enum RadonImporter: Importer {
    package static let format = FormatDescription(id: "radon", title: "radon JSON (cc, raw)", feeds: .metrics)

    /// An object without a file, `{}`, is of no format: radon writes it also where it looked at nothing.
    package static func recognises(_ head: DocumentHead) -> Bool {
        head.members?.contains { member in
            Set(member.elementKeys).isSuperset(of: ["type", "rank", "complexity", "lineno"])
                || Set(member.keys).isSuperset(of: ["loc", "lloc", "sloc", "single_comments"])
        } ?? false
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("must be an object by file", at: json.offset) }
        var contents = Contents()
        try json.beginObject()
        while let path = try json.nextKey() {
            let path = path.string
            if try json.peek() == .array {
                try json.beginArray()
                while try json.nextElement() { try contents.addBlock(&json, path) }
            } else {
                try contents.addFile(&json, path)
            }
        }
        try json.finish()
        contents.report(into: &report)
    }

    private struct Contents {
        var functions = FunctionComplexities()
        /// Lines, source lines and comment lines of all files.
        var lines: [String: Int] = [:]
        var files = 0
        var unreadable: [String] = []

        mutating func addBlock(_ json: inout JSONReader, _ path: String) throws(ScanError) {
            guard try json.peek() == .object else { throw json.error("a block must be an object", at: json.offset) }
            let start = json.offset
            var (type, name, owner) = ("", "", "")
            var complexity: Int?
            var line: Int?
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "type": type = try json.stringOrSkip() ?? ""
                case "name": name = try json.stringOrSkip() ?? ""
                case "classname": owner = try json.stringOrSkip() ?? ""
                case "complexity": complexity = try json.integerOrSkip()
                case "lineno": line = try json.integerOrSkip()
                default: try json.skipValue()
                }
            }
            guard let complexity, (0...FunctionComplexities.limit).contains(complexity) else {
                throw json.error("a block without its complexity", at: start)
            }
            // A class has the average of its methods, which stand beside it.
            if type == "class" { return }
            functions.add(complexity, name: owner.isEmpty ? name : "\(owner).\(name)", file: path, line: line)
        }

        /// Reads the lines of a file, or why it could not be read.
        mutating func addFile(_ json: inout JSONReader, _ path: String) throws(ScanError) {
            guard try json.peek() == .object else { throw json.error("a file must be an object", at: json.offset) }
            let start = json.offset
            var counts: [String: Int] = [:]
            var isUnreadable = false
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "loc", "sloc", "comments":
                    let name = key.string
                    counts[name] = try json.integerOrSkip().flatMap { (0...1 << 40).contains($0) ? $0 : nil }
                case "error":
                    isUnreadable = true
                    try json.skipValue()
                default: try json.skipValue()
                }
            }
            if isUnreadable {
                unreadable.append(CoverageNumbers.path(path))
                return
            }
            guard counts.count == 3 else { throw json.error("a file without its lines", at: start) }
            files += 1
            lines.merge(counts) { $0 &+ $1 }
        }

        func report(into report: inout Report) {
            for path in unreadable.prefix(10) {
                report.incomplete("radon could not read \(path): nothing is known of it")
            }
            if unreadable.count > 10 { report.warn("\(unreadable.count - 10) more files could not be read") }
            guard files > 0 else {
                functions.report("code_complexity.cyclomatic_complexity", into: &report)
                return
            }
            let metrics: [(String, MetricID)] = [
                ("loc", "code_size.lines"), ("sloc", "code_size.source_lines"), ("comments", "code_size.comment_lines"),
            ]
            report.measurements = metrics.map { key, metric in
                Measurement(
                    metric: metric,
                    value: Double(lines[key] ?? 0),
                    dimension: .count,
                    samples: files,
                    provenance: [report.provenance]
                )
            }
        }
    }
}
