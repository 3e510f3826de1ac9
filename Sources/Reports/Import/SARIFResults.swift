import Core
import Scanning

/// The results of one run, each turned into a finding.
struct SARIFResults {
    let run: SARIFRun
    private var count = 0
    /// Results of kind `pass` or `notApplicable`: they state that there is no problem.
    private var passed = 0
    /// Results of an earlier run that this one no longer has (`baselineState: absent`).
    private var absent = 0

    init(run: SARIFRun) { self.run = run }

    mutating func read(_ json: inout JSONReader, into output: inout FindingResults) throws(ScanError) {
        try json.beginArray()
        while try json.nextElement() {
            guard try json.peek() == .object else { throw json.error("a result must be an object", at: json.offset) }
            var result = SARIFResult()
            try result.read(&json)
            count += 1
            if result.kind == "pass" || result.kind == "notApplicable" {
                passed += 1
            } else if result.isAbsent {
                absent += 1
            } else {
                output.findings.append(finding(result))
            }
        }
    }

    func report(into report: inout Report) {
        if passed > 0 { report.note("\(passed) results of \(run.scan.tool) state that a rule passed: no findings") }
        if absent > 0 { report.note("\(absent) results of \(run.scan.tool) are gone since its baseline: no findings") }
    }

    private func finding(_ result: SARIFResult) -> Finding {
        let rule = rule(of: result)
        let isFailure = result.kind == nil || result.kind == "fail"
        let place = result.place.map { ($0.artifact.path(run), $0.line, $0.column) } ?? (nil, nil, nil)
        return Finding(
            tool: run.scan.tool,
            rule: result.ruleID ?? result.rule.id ?? rule?.id ?? "",
            severity: result.properties.severity ?? rule?.properties.severity ?? .unknown,
            level: result.level ?? (isFailure ? rule?.level ?? .warning : .none),
            message: result.message.text ?? rule?.message ?? result.message.id ?? "",
            file: place.0,
            line: place.1,
            column: place.2,
            cwe: cwe(result, rule),
            tags: tags(result, rule),
            suppressed: result.isSuppressed
        )
    }

    private func cwe(_ result: SARIFResult, _ rule: SARIFRule?) -> [Int] {
        let own = result.properties.cwe + result.weaknesses
        guard !own.isEmpty else { return rule?.cwe ?? [] }
        return Array(Set(own + (rule?.cwe ?? []))).sorted()
    }

    private func tags(_ result: SARIFResult, _ rule: SARIFRule?) -> [String] {
        let own = result.properties.tags
        guard !own.isEmpty else { return rule?.properties.tags ?? [] }
        return (rule?.properties.tags ?? []) + own.filter { !(rule?.properties.tags.contains($0) ?? false) }
    }

    /// The rule by index, in the component that the result names; else by id, also without a part behind `/`.
    private func rule(of result: SARIFResult) -> SARIFRule? {
        let component = result.rule.component.flatMap { $0 >= 0 && $0 < run.components.count - 1 ? $0 + 1 : nil } ?? 0
        let id = result.ruleID ?? result.rule.id
        if let index = result.ruleIndex ?? result.rule.index, run.components[component].indices.contains(index) {
            let rule = run.components[component][index]
            if id == nil || rule.id.isEmpty || id == rule.id || id?.hasPrefix(rule.id + "/") == true { return rule }
        }
        guard let id else { return nil }
        if let rule = run.rules[id] { return rule }
        guard let slash = id.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return run.rules[String(id[..<slash])]
    }
}

/// A result as the log writes it (§3.27).
struct SARIFResult {
    var ruleID: String?
    var ruleIndex: Int?
    var rule = SARIFReference()
    var kind: String?
    var level: Finding.Level?
    var message = SARIFMessage()
    var place: SARIFLocation?
    var properties = SARIFProperties()
    var weaknesses: [Int] = []
    var isSuppressed = false
    var isAbsent = false

    mutating func read(_ json: inout JSONReader) throws(ScanError) {
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "ruleId": ruleID = try JSONText.read(&json, limit: 512)
            case "ruleIndex": ruleIndex = try json.integerOrSkip().flatMap { $0 < 0 ? nil : $0 }
            case "rule": rule = try SARIFReference.read(&json)
            case "kind": kind = try json.stringOrSkip()
            case "level": level = try json.stringOrSkip().flatMap { Finding.Level(rawValue: $0) }
            case "message": message = try SARIFMessage.read(&json)
            case "locations": place = try SARIFLocation.readFirst(&json)
            case "properties": properties = try SARIFProperties.read(&json)
            case "suppressions": isSuppressed = try suppressed(&json)
            case "baselineState": isAbsent = try json.stringOrSkip() == "absent"
            case "taxa": try readTaxa(&json)
            default: try json.skipValue()
            }
        }
    }

    private mutating func readTaxa(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        try json.beginArray()
        while try json.nextElement() {
            if let number = try SARIFReference.read(&json).weakness { weaknesses.append(number) }
        }
    }

    /// Suppressed where every suppression is accepted, which is what no status means (§3.35.3).
    private func suppressed(_ json: inout JSONReader) throws(ScanError) -> Bool {
        guard try JSONText.isArray(&json) else { return false }
        var count = 0
        var open = 0
        try json.beginArray()
        while try json.nextElement() {
            count += 1
            guard try JSONText.isObject(&json) else {
                open += 1
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                if key == "status" {
                    if try json.stringOrSkip() != "accepted" { open += 1 }
                } else {
                    try json.skipValue()
                }
            }
        }
        return count > 0 && open == 0
    }
}

/// Where a result lies (§3.28).
struct SARIFLocation {
    /// A file as the log refers to it (§3.4).
    struct Artifact {
        var uri: String?
        var base: String?
        var index: Int?

        /// The path; relative ones stay so, as their base is by custom the project's root.
        func path(_ run: SARIFRun) -> String? {
            guard let uri, !uri.isEmpty else {
                guard let index, run.artifacts.indices.contains(index) else { return nil }
                return run.artifacts[index]
            }
            let path = SourcePath.ofURI(uri)
            guard let base, let root = run.bases[base] else { return path }
            return SourcePath.joined(SourcePath.ofURI(root), path)
        }
    }

    var artifact = Artifact()
    var line: Int?
    var column: Int?

    /// The first location; the others are skipped.
    static func readFirst(_ json: inout JSONReader) throws(ScanError) -> SARIFLocation? {
        guard try JSONText.isArray(&json) else { return nil }
        var first: SARIFLocation?
        try json.beginArray()
        while try json.nextElement() {
            if first == nil, try json.peek() == .object {
                first = try read(&json)
            } else {
                try json.skipValue()
            }
        }
        return first
    }

    private static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFLocation {
        var location = SARIFLocation()
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "physicalLocation", try json.peek() == .object else {
                try json.skipValue()
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "artifactLocation": location.artifact = try readArtifact(&json)
                case "region": try location.readRegion(&json)
                default: try json.skipValue()
                }
            }
        }
        return location
    }

    static func readArtifact(_ json: inout JSONReader) throws(ScanError) -> Artifact {
        var artifact = Artifact()
        guard try JSONText.isObject(&json) else { return artifact }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "uri": artifact.uri = try json.stringOrSkip()
            case "uriBaseId": artifact.base = try json.stringOrSkip()
            case "index": artifact.index = try json.integerOrSkip()
            default: try json.skipValue()
            }
        }
        return artifact
    }

    /// A line or column from 1; anything else is as good as none.
    private func position(_ json: inout JSONReader) throws(ScanError) -> Int? {
        try json.integerOrSkip().flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil }
    }

    private mutating func readRegion(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "startLine": line = try position(&json)
            case "startColumn": column = try position(&json)
            default: try json.skipValue()
            }
        }
    }
}
