import Core
import Scanning

extension SummaryDecoder {
    static func accessibility(_ json: inout JSONReader) throws(ScanError) -> AccessibilityResults {
        var results = AccessibilityResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "engine": results.engine = try json.readString()
            case "rules": results.rules = try json.list(rule)
            case "pages": results.pages = try json.list(page)
            default: try json.skipValue()
            }
        }
        return results
    }

    private static func rule(_ json: inout JSONReader) throws(ScanError) -> AccessibilityResults.Rule {
        let start = json.offset
        var id: String?
        var tags: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": id = try json.readString()
            case "tags": tags = try json.words()
            default: try json.skipValue()
            }
        }
        return AccessibilityResults.Rule(id: try json.required(id, "id", start), tags: tags)
    }

    private static func page(_ json: inout JSONReader) throws(ScanError) -> AccessibilityResults.Page {
        let start = json.offset
        var url: String?
        var page = AccessibilityResults.Page(url: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "url": url = try json.readString()
            case "violations": page.violations = try json.list(hit)
            case "incomplete": page.incomplete = try json.list(hit)
            case "passed": page.passed = try json.words()
            case "inapplicable": page.inapplicable = try json.words()
            default: try json.skipValue()
            }
        }
        page.url = try json.required(url, "url", start)
        return page
    }

    private static func hit(_ json: inout JSONReader) throws(ScanError) -> AccessibilityResults.Hit {
        let start = json.offset
        var rule: String?
        var hit = AccessibilityResults.Hit(rule: "", nodes: 0)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "rule": rule = try json.readString()
            case "impact": hit.impact = try json.readString()
            case "nodes": hit.nodes = try json.readInteger()
            default: try json.skipValue()
            }
        }
        hit.rule = try json.required(rule, "rule", start)
        return hit
    }
}
