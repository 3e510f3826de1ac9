import Core
import Scanning
import Wire

/// axe-core's raw reporters: a list of rules, each with the elements that it was decided on.
extension AxeReader {
    /// `{"raw": […], "env": {"url": …}}`; the address may follow the rules.
    mutating func rawPage(_ json: inout JSONReader) throws(ScanError) {
        var rules: JSONReader?
        var url = ""
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "raw":
                guard rules == nil else { throw json.error("'raw' occurs twice", at: json.offset) }
                rules = json
                try json.skipValue()
            case "env":
                let environment = try JSONSelection(["url"]).read(&json)
                url = environment.text("url") ?? ""
            default: try json.skipValue()
            }
        }
        guard var rules else { throw json.error("'raw' is missing", at: 0) }
        try rawRules(&rules, of: url)
    }

    mutating func rawRules(_ json: inout JSONReader, of url: String) throws(ScanError) {
        guard try json.peek() == .array else { throw json.error("the rules must be a list", at: json.offset) }
        var page = AccessibilityResults.Page(url: url)
        try json.beginArray()
        while try json.nextElement() { try rawRule(&json, &page) }
        add(page)
    }

    /// A rule that fails on some elements and holds on others counts as both, as in axe's other reports.
    private mutating func rawRule(
        _ json: inout JSONReader,
        _ page: inout AccessibilityResults.Page
    ) throws(ScanError) {
        let start = try KeyedReader.start(&json)
        guard try json.peek() == .object else { throw json.error("the result of a rule must be an object", at: start) }
        var rule: String?
        var result: String?
        var impact: String?
        var tags: [String] = []
        var nodes: [String: Int] = [:]
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": rule = try JSONText.read(&json, limit: 200)
            case "result": result = try json.stringOrSkip()?.lowercased()
            case "impact": impact = try JSONText.read(&json, limit: 40)
            case "tags": tags = try JSONText.list(&json)
            case "violations", "passes", "incomplete", "inapplicable":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    try json.skipValue()
                    nodes[key.string, default: 0] += 1
                }
            default: try json.skipValue()
            }
        }
        guard let rule, !rule.isEmpty else { throw json.error("the result of a rule has no 'id'", at: start) }
        note(rule, tags)
        let failed = nodes["violations"] ?? 0
        let open = nodes["incomplete"] ?? 0
        let passed = nodes["passes"] ?? 0
        // What the rule says of itself counts too, where it lists no element.
        if failed > 0 || result == "failed" { page.violations.append(.init(rule: rule, impact: impact, nodes: failed)) }
        if open > 0 || result == "canttell" { page.incomplete.append(.init(rule: rule, impact: impact, nodes: open)) }
        if passed > 0 { page.passed.append(rule) }
        if failed + open + passed == 0, result == nil || result == "inapplicable" { page.inapplicable.append(rule) }
    }
}
