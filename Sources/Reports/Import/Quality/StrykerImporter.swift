package import Core
package import Scanning

/// The JSON report of mutation-testing-elements, as Stryker and Infection write it.
package enum StrykerImporter: Importer {
    package static let format = FormatDescription(
        id: "stryker",
        title: "mutation-testing-elements JSON (Stryker)",
        feeds: .metrics
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("schemaVersion") != nil && head.member("thresholds") != nil && head.member("files") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var tally = MutationTally()
        var hasFiles = false
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "files" else {
                try json.skipValue()
                continue
            }
            guard try json.peek() == .object, !hasFiles else {
                throw json.error("'files' must be one object", at: json.offset)
            }
            hasFiles = true
            try json.beginObject()
            while let path = try json.nextKey() {
                let path = path.string
                try file(&json, path, &tally)
            }
        }
        try json.finish()
        guard hasFiles else { throw json.error("no object 'files'", at: 0) }
        tally.report(into: &report)
    }

    private static func file(
        _ json: inout JSONReader,
        _ path: String,
        _ tally: inout MutationTally
    ) throws(ScanError) {
        guard try json.peek() == .object else { throw json.error("a file must be an object", at: json.offset) }
        let start = json.offset
        var hasMutants = false
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "mutants" else {
                try json.skipValue()
                continue
            }
            guard try json.peek() == .array else { throw json.error("'mutants' must be a list", at: json.offset) }
            hasMutants = true
            try json.beginArray()
            while try json.nextElement() { try mutant(&json, path, &tally) }
        }
        guard hasMutants else { throw json.error("a file without a list of mutants", at: start) }
    }

    private static func mutant(
        _ json: inout JSONReader,
        _ path: String,
        _ tally: inout MutationTally
    ) throws(ScanError) {
        guard try json.peek() == .object else { throw json.error("a mutant must be an object", at: json.offset) }
        let start = json.offset
        var status = ""
        var line: Int?
        var what: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "status": status = try json.stringOrSkip() ?? ""
            case "mutatorName", "replacement":
                if let text = try JSONText.read(&json, limit: 100), !text.isEmpty { what.append(text) }
            case "location": line = try Self.line(&json)
            default: try json.skipValue()
            }
        }
        guard let known = statuses[status] else {
            let shown = Text.clean(status, limit: 40)
            throw json.error("a mutant with the unknown status '\(shown)'", at: start)
        }
        tally.add(known, file: path, line: line, what: what.joined(separator: ": "))
    }

    /// The last two are of early versions of the schema.
    private static let statuses: [String: MutationTally.Status] = [
        "Killed": .killed, "Timeout": .timeout, "Survived": .survived, "NoCoverage": .noCoverage,
        "CompileError": .compileError, "RuntimeError": .runtimeError, "Ignored": .ignored, "Pending": .pending,
        "BuildError": .compileError, "Skipped": .ignored,
    ]

    /// Reads `{"start": {"line": 9, …}, …}`.
    private static func line(_ json: inout JSONReader) throws(ScanError) -> Int? {
        var line: Int?
        guard try JSONText.isObject(&json) else { return nil }
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "start", try json.peek() == .object else {
                try json.skipValue()
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                if key == "line" { line = try json.integerOrSkip() } else { try json.skipValue() }
            }
        }
        return line
    }
}
