package import Core
package import Scanning

/// gcovr's own JSON (`--json`).
package enum GcovrImporter: Importer {
    package static let format = FormatDescription(id: "gcovr-json", title: "gcovr JSON", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool { head.member("gcovr/format_version") != nil }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var reader = GcovrReader()
        var hasFiles = false
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "files", try json.peek() == .array else {
                try json.skipValue()
                continue
            }
            hasFiles = true
            try json.beginArray()
            while try json.nextElement() { try reader.readFile(&json) }
        }
        try json.finish()
        guard hasFiles else { throw json.error("no list of files", at: 0) }
        let files = reader.finish()
        report.coverage = CoverageResults(files: files)
        if files.allSatisfy({ $0.lines.isEmpty }) { report.warn("no coverable line") }
    }
}

/// Gathers the files of gcovr's JSON.
struct GcovrReader {
    private var collector = CoverageCollector()

    mutating func readFile(_ json: inout JSONReader) throws(ScanError) {
        let start = json.offset
        guard try json.peek() == .object else { throw json.error("a file must be an object", at: start) }
        var path = ""
        var lines: [LineCoverage] = []
        var functions = Fraction()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "file": path = CoverageNumbers.path(try json.stringOrSkip() ?? "")
            case "lines":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    if let line = try line(&json) { lines.append(line) }
                }
            case "functions":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    guard let isHit = try entry(&json).isHit else { continue }
                    functions.total += 1
                    if isHit { functions.covered += 1 }
                }
            default: try json.skipValue()
            }
        }
        guard !path.isEmpty else { throw json.error("a file without a path", at: start) }
        let index = collector.file(path)
        for line in lines { collector.add(line, to: index) }
        if functions.total > 0 { collector.add(functions: functions, to: index) }
    }

    private struct Entry {
        var line: UInt32?
        var isHit: Bool?
        var isExcluded = false
        var branches = 0
        var taken = 0
    }

    /// A line; nil where it holds no code or was left out by a comment.
    private func line(_ json: inout JSONReader) throws(ScanError) -> LineCoverage? {
        let start = json.offset
        let entry = try entry(&json)
        if entry.isExcluded { return nil }
        guard let line = entry.line, let isHit = entry.isHit else {
            throw json.error("a line without line_number and count", at: start)
        }
        return LineCoverage(
            line: line,
            isCovered: isHit,
            branches: UInt16(clamping: entry.branches),
            branchesCovered: UInt16(clamping: entry.taken)
        )
    }

    /// A line, a branch or a function: each has a count, and may be left out.
    private func entry(_ json: inout JSONReader) throws(ScanError) -> Entry {
        var entry = Entry()
        guard try JSONText.isObject(&json) else { return entry }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "line_number", "lineno": entry.line = CoverageNumbers.line(try json.integerOrSkip())
            case "count", "execution_count": entry.isHit = try json.doubleOrSkip().map { $0 > 0 }
            case "gcovr/noncode", "gcovr/excluded":
                if try json.boolOrSkip() == true { entry.isExcluded = true }
            case "branches":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    let branch = try self.entry(&json)
                    guard !branch.isExcluded, let isHit = branch.isHit else { continue }
                    entry.branches += 1
                    if isHit { entry.taken += 1 }
                }
            default: try json.skipValue()
            }
        }
        if entry.isExcluded { entry.isHit = nil }
        return entry
    }

    mutating func finish() -> [FileCoverage] { collector.finish() }
}
