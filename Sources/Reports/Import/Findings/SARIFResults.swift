import Core
import Scanning

/// The results of one run, each turned into a finding.
struct SARIFResults {
    let run: SARIFRun
    private(set) var count = 0
    /// Results of kind `pass` or `notApplicable`: they state that there is no problem.
    private var passed = 0
    /// Results of an earlier run that this one no longer has (`baselineState: absent`).
    private var absent = 0
    private var paths = ValueCache<String>()

    init(run: SARIFRun, reading json: inout JSONReader, into output: inout FindingResults) throws(ScanError) {
        self.run = run
        try json.beginArray()
        while try json.nextElement() {
            guard try json.peek() == .object else { throw json.error("a result must be an object", at: json.offset) }
            var result = SARIFResult()
            try result.read(&json)
            count += 1
            if result.kind == "pass" || result.kind == "notapplicable" {
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

    private mutating func finding(_ result: SARIFResult) -> Finding {
        let rule = rule(of: result)
        let isFailure = result.kind == nil || result.kind == "fail"
        let place = result.place
        return Finding(
            tool: run.scan.tool,
            rule: result.ruleID ?? result.rule.id ?? rule?.id ?? "",
            severity: result.properties.severity ?? rule?.properties.severity ?? .unknown,
            level: result.level ?? (isFailure ? rule?.level ?? .warning : .none),
            message: result.message.text ?? rule?.message ?? result.message.id ?? "",
            file: place.flatMap { $0.artifact.path(run, &paths) },
            line: place?.line,
            column: place?.column,
            cwe: cwe(result, rule),
            tags: tags(result, rule),
            suppressed: result.isSuppressed,
            fingerprint: result.fingerprint
        )
    }

    private func cwe(_ result: SARIFResult, _ rule: SARIFRule?) -> [Int] {
        if result.properties.cwe.isEmpty, result.weaknesses.isEmpty { return rule?.cwe ?? [] }
        let own = result.properties.cwe + result.weaknesses
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
