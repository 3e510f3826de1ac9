import Core
import Scanning

/// One run of one tool within a SARIF log.
struct SARIFRun {
    /// Position in the log, from 1.
    let number: Int
    var scan = Scan(tool: "")
    /// The rules of the driver, then those of each extension.
    var components: [[SARIFRule]] = [[]]
    var rules: [String: SARIFRule] = [:]
    /// Paths of the run's artifacts, by index.
    var artifacts: [String?] = []
    /// Folders of `originalUriBaseIds` that are relative themselves.
    var bases: [String: String] = [:]
    private var invocations: Int = 0
    private var failures: [String] = []
    private var notifications = 0

    init(number: Int) { self.number = number }

    /// Reads the run.
    ///
    /// The results need the rest of it. They are read where they stand, as most tools write them last, and anew from a
    /// bookmark where something that they rest on follows.
    mutating func read(
        _ json: inout JSONReader,
        into output: inout FindingResults,
        report: inout Report
    ) throws(ScanError) {
        var bookmark: JSONReader?
        var results: SARIFResults?
        let first = output.findings.count
        guard try json.peek() == .object else { throw json.error("a run must be an object", at: json.offset) }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "tool":
                results = nil
                try readTool(&json)
            case "invocations": try readInvocations(&json)
            case "artifacts":
                results = nil
                try readArtifacts(&json)
            case "originalUriBaseIds":
                results = nil
                try readBases(&json)
            case "results":
                guard bookmark == nil else { throw json.error("a run has 'results' twice", at: json.offset) }
                guard try json.peek() == .array else {
                    try json.skipValue()
                    continue
                }
                bookmark = json
                if scan.tool.isEmpty {
                    try json.skipValue()
                } else {
                    results = try SARIFResults(run: self, reading: &json, into: &output)
                }
            default: try json.skipValue()
            }
        }
        if scan.tool.isEmpty { scan.tool = "unnamed tool" }
        if results == nil, var bookmark {
            output.findings.removeSubrange(first...)
            results = try SARIFResults(run: self, reading: &bookmark, into: &output)
        }
        if let results {
            results.report(into: &report)
        } else {
            report.warn("run \(number) (\(scan.tool)) has no results at all, which is not the same as no finding")
        }
        conclude(hasResults: results != nil, report: &report)
        output.scans.append(scan)
    }

    private mutating func conclude(hasResults: Bool, report: inout Report) {
        for rule in components.joined() {
            scan.rules.append(Scan.Rule(id: rule.id, cwe: rule.cwe, tags: rule.properties.tags))
        }
        if !failures.isEmpty {
            let details = failures.compactMap { $0.isEmpty ? nil : $0 }.prefix(3).joined(separator: "; ")
            let tail = details.isEmpty ? "" : ": \(details)"
            report.fail("\(scan.tool) says that its run has failed (executionSuccessful is false)\(tail)")
        }
        if notifications > 0 { report.warn("\(scan.tool) reports \(notifications) errors of its own run") }
        if !hasResults { scan.successful = nil }
    }

    private mutating func readTool(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "driver": components[0] = try readComponent(&json, isDriver: true)
            case "extensions":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() { components.append(try readComponent(&json, isDriver: false)) }
            default: try json.skipValue()
            }
        }
        for rule in components.joined() where rules[rule.id] == nil { rules[rule.id] = rule }
    }

    private mutating func readComponent(_ json: inout JSONReader, isDriver: Bool) throws(ScanError) -> [SARIFRule] {
        var rules: [SARIFRule] = []
        guard try JSONText.isObject(&json) else { return rules }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name" where isDriver: scan.tool = try JSONText.read(&json, limit: 200) ?? ""
            case "version" where isDriver: scan.version = try JSONText.read(&json, limit: 100)
            case "semanticVersion" where isDriver:
                let version = try JSONText.read(&json, limit: 100)
                scan.version = scan.version ?? version
            case "rules":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() { rules.append(try SARIFRule.read(&json)) }
            default: try json.skipValue()
            }
        }
        return rules
    }

    private mutating func readArtifacts(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        var paths = ValueCache<String>()
        try json.beginArray()
        while try json.nextElement() {
            var path: String?
            if try JSONText.isObject(&json) {
                try json.beginObject()
                while let key = try json.nextKey() {
                    if key == "location" {
                        path = try SARIFLocation.readArtifact(&json).path(self, &paths)
                    } else {
                        try json.skipValue()
                    }
                }
            }
            artifacts.append(path)
        }
        scan.filesExamined = artifacts.count
        scan.files = artifacts.compactMap(\.self)
    }

    private mutating func readBases(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            let base = try SARIFLocation.readArtifact(&json)
            if let uri = base.uri?.string, !uri.contains("://"), !SourcePath.isAbsolute(uri) { bases[key.string] = uri }
        }
    }

    private mutating func readInvocations(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            var successful: Bool?
            var detail: String?
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "executionSuccessful": successful = try json.boolOrSkip()
                case "exitCodeDescription": detail = try JSONText.read(&json, limit: 300)
                case "toolExecutionNotifications", "toolConfigurationNotifications":
                    let first = try readNotifications(&json)
                    detail = detail ?? first
                default: try json.skipValue()
                }
            }
            guard let successful else { continue }
            scan.successful = successful && scan.successful != false
            if !successful { failures.append(detail ?? "") }
        }
    }

    /// The text of the first notification of level error.
    private mutating func readNotifications(_ json: inout JSONReader) throws(ScanError) -> String? {
        guard try JSONText.isArray(&json) else { return nil }
        var first: String?
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            var isError = false
            var text: String?
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "level": isError = try json.stringOrSkip() == "error"
                case "message": text = try SARIFMessage.read(&json).text
                default: try json.skipValue()
                }
            }
            if isError {
                notifications += 1
                first = first ?? text
            }
        }
        return first
    }
}
