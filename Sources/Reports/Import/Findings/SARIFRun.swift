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
    private(set) var artifacts = SARIFArtifacts()
    /// Folders of `originalUriBaseIds` that are relative themselves.
    var bases: [String: String] = [:]
    private var invocations = SARIFInvocations()

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
            case "invocations":
                try invocations.read(&json)
                if applyOverrides() { results = nil }
            case "artifacts":
                results = nil
                var listed = SARIFArtifacts()
                try listed.read(&json, of: self)
                artifacts = listed
                scan.filesExamined = listed.count
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
            report.incomplete(
                "run \(number) (\(scan.tool)) has no results at all, which is not the same as no finding: "
                    + "let \(scan.tool) write its whole log anew",
                ReportMessage.Part(tool: scan.tool)
            )
        }
        if let exit = invocations.exit {
            report.declareFailedScan("\(scan.tool) ended with \(exit)", listed: results?.count ?? 0)
        }
        conclude(hasResults: results != nil, found: output.findings[first...], report: &report)
        output.scans.append(scan)
    }

    private mutating func conclude(hasResults: Bool, found: ArraySlice<Finding>, report: inout Report) {
        addRules(found, &report)
        scan.successful = hasResults ? invocations.successful : nil
        if !invocations.failures.isEmpty {
            let details = invocations.failures.filter { !$0.isEmpty }.prefix(3).joined(separator: "; ")
            let tail = details.isEmpty ? "" : ": \(details)"
            report.fail("\(scan.tool) says that its run has failed (executionSuccessful is false)\(tail)")
        }
        tellTroubles(&report)
        scan.files = artifacts.examined
        if scan.filesExamined != nil { scan.filesExamined = artifacts.count }
    }

    /// What went wrong leaves a gap: in some files, where each trouble names one, else in the whole scan.
    private mutating func tellTroubles(_ report: inout Report) {
        guard invocations.troubleCount > 0 else { return }
        var cache = ValueCache<String>()
        var files: [String] = []
        var isOfFiles = invocations.troubleCount == invocations.troubles.count
        for trouble in invocations.troubles {
            let file = trouble.place?.artifact.path(self, &cache)
            isOfFiles = isOfFiles && file != nil
            if let file, !files.contains(file) { files.append(file) }
        }
        artifacts.remove(Set(files))
        let texts = invocations.troubles.compactMap(\.text).prefix(2).joined(separator: "; ")
        let count = invocations.troubleCount == 1 ? "an error" : "\(invocations.troubleCount) errors"
        let names = isOfFiles ? " with \(files.prefix(3).joined(separator: ", "))" : ""
        report.incomplete(
            "\(scan.tool) reports \(count) of its own run\(names): \(texts.isEmpty ? "no details" : texts); "
                + "mend it and run \(scan.tool) again",
            ReportMessage.Part(tool: scan.tool, files: isOfFiles ? files : [])
        )
    }

    /// The rules that ran: not those that were switched off, unless they have found something.
    private mutating func addRules(_ found: ArraySlice<Finding>, _ report: inout Report) {
        let isSomeOff = components.joined().contains { !$0.isEnabled }
        let hits = isSomeOff ? Set(found.map(\.rule)) : []
        var off: [String] = []
        for rule in components.joined() {
            if rule.isEnabled || hits.contains(rule.id) {
                scan.rules.append(Scan.Rule(id: rule.id, cwe: rule.cwe, tags: rule.properties.tags))
            } else {
                off.append(rule.id)
            }
        }
        guard !off.isEmpty else { return }
        let names = off.prefix(5).joined(separator: ", ") + (off.count > 5 ? ", …" : "")
        report.note("\(off.count) rules of \(scan.tool) are switched off, and looked for nothing: \(names)")
    }

    /// Whether there are overrides; they hold for the rules that are known so far.
    private func applyOverrides() -> Bool {
        for override in invocations.overrides {
            guard let rule = rule(override.rule) else { continue }
            if let level = override.level { rule.level = level }
            if let enabled = override.enabled { rule.isEnabled = enabled }
        }
        return !invocations.overrides.isEmpty
    }

    private func rule(_ reference: SARIFReference) -> SARIFRule? {
        if let id = reference.id, let rule = rules[id] { return rule }
        let component = reference.component.map { $0 &+ 1 } ?? 0
        guard let index = reference.index, components.indices.contains(component),
            components[component].indices.contains(index)
        else { return nil }
        return components[component][index]
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
        _ = applyOverrides()
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

    private mutating func readBases(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            let base = try SARIFLocation.readArtifact(&json)
            if let uri = base.uri?.string, !uri.contains("://"), !SourcePath.isAbsolute(uri) { bases[key.string] = uri }
        }
    }
}
