package import Core
package import Scanning

/// SimpleCov's `.resultset.json` and `coverage.json`.
package enum SimpleCovImporter: Importer {
    package static let format = FormatDescription(id: "simplecov", title: "SimpleCov JSON", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let members = head.members else { return false }
        if head.member("meta")?.keys.contains("simplecov_version") == true { return true }
        return members.contains { Set($0.keys) == ["coverage", "timestamp"] }
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reader = SimpleCovReader()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "coverage": try reader.readFiles(&json)
            case "meta", "groups", "total", "errors": try json.skipValue()
            default: try reader.readSuite(&json)
            }
        }
        try json.finish()
        guard reader.hasCoverage else { throw json.error("no suite with 'coverage'", at: 0) }
        reader.report(into: &report)
    }
}

/// Gathers the files of all suites of a result set: a line is covered where one of them reached it.
struct SimpleCovReader {
    private var collector = CoverageCollector()
    private(set) var hasCoverage = false

    mutating func readSuite(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            if key == "coverage" { try readFiles(&json) } else { try json.skipValue() }
        }
    }

    mutating func readFiles(_ json: inout JSONReader) throws(ScanError) {
        hasCoverage = true
        guard try json.peek() == .object else { throw json.error("'coverage' must be an object", at: json.offset) }
        try json.beginObject()
        while let key = try json.nextKey() { try readFile(key, &json) }
    }

    private mutating func readFile(_ key: JSONReader.Key, _ json: inout JSONReader) throws(ScanError) {
        let path = CoverageNumbers.path(key.string)
        var lines: [UInt32: Bool] = [:]
        var branches: [CoverageCollector.Branch] = []
        switch try json.peek() {
        case .array: lines = try Self.lines(&json)
        case .object:
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "lines": lines = try Self.lines(&json)
                case "branches": branches = try Self.branches(&json)
                default: try json.skipValue()
                }
            }
        default: throw json.error("the lines of a file must be a list", at: json.offset)
        }
        guard !path.isEmpty else { throw json.error("a file without a path", at: json.offset) }
        collector.add(lines, branches: branches, to: collector.file(path))
    }

    /// Hits line by line; null is no code, `"ignored"` was left out by a comment.
    private static func lines(_ json: inout JSONReader) throws(ScanError) -> [UInt32: Bool] {
        var lines: [UInt32: Bool] = [:]
        var number: UInt32 = 0
        guard try json.peek() == .array else { throw json.error("'lines' must be a list", at: json.offset) }
        try json.beginArray()
        while try json.nextElement() {
            number += 1
            if let count = try json.doubleOrSkip() { lines[number] = count > 0 }
        }
        return lines
    }

    /// Branches by conditions, in either of two shapes: `{"[:if, 0, 3, 4, 7, 7]": {"[:then, …]": 1}}`, or a list.
    private static func branches(_ json: inout JSONReader) throws(ScanError) -> [CoverageCollector.Branch] {
        var branches: [CoverageCollector.Branch] = []
        if try json.peek() == .array {
            try json.beginArray()
            while try json.nextElement() {
                if let branch = try listed(&json, branches.count) { branches.append(branch) }
            }
            return branches
        }
        guard try JSONText.isObject(&json) else { return [] }
        try json.beginObject()
        while let condition = try json.nextKey() {
            let line = Self.line(of: condition.raw)
            guard try JSONText.isObject(&json) else { continue }
            try json.beginObject()
            while let arm = try json.nextKey() {
                let id = CoverageNumbers.identity(condition.raw) &+ CoverageNumbers.identity(arm.raw)
                branches.append(.init(line: line, id: id, taken: try json.doubleOrSkip() ?? 0 > 0))
            }
        }
        return branches
    }

    private static func listed(_ json: inout JSONReader, _ id: Int) throws(ScanError) -> CoverageCollector.Branch? {
        guard try JSONText.isObject(&json) else { return nil }
        var branch = CoverageCollector.Branch(line: 0, id: UInt64(id), taken: false)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "start_line": branch.line = CoverageNumbers.line(try json.integerOrSkip()) ?? branch.line
            case "coverage": branch.taken = try json.doubleOrSkip() ?? 0 > 0
            default: try json.skipValue()
            }
        }
        return branch
    }

    /// The third part of `[:if, 0, 3, 4, 7, 7]`.
    private static func line(of condition: Bytes) -> UInt32 {
        var fields = FieldScanner(condition, separator: UInt8(ascii: ","))
        _ = fields.next()
        _ = fields.next()
        return CoverageNumbers.line(fields.next()?.trimmed().parseInt()) ?? 0
    }

    mutating func report(into report: inout Report) {
        let files = collector.finish()
        report.coverage = CoverageResults(files: files)
        if files.allSatisfy({ $0.lines.isEmpty }) { report.warn("no coverable line") }
        if collector.strayBranches > 0 {
            report.warn("\(collector.strayBranches) branches of files without lines are not counted")
        }
    }
}
