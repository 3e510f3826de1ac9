import Core
import Scanning
import Wire

/// Reads axe-core's results page by page; of the elements only their number is kept.
struct AxeReader {
    private(set) var results = AccessibilityResults()
    /// Where each rule stands in the results.
    private var places: [String: Int] = [:]

    private struct Entry {
        var rule: String
        var impact: String?
        var nodes: Int

        var hit: AccessibilityResults.Hit { AccessibilityResults.Hit(rule: rule, impact: impact, nodes: nodes) }
    }

    mutating func page(_ json: inout JSONReader) throws(ScanError) {
        let start = try KeyedReader.start(&json)
        guard try json.peek() == .object else { throw json.error("the results of a page must be an object", at: start) }
        var url: String?
        var lists: [String: [Entry]] = [:]
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "url": url = try JSONText.read(&json, limit: 2_048)
            case "testEngine": try engine(&json)
            case "violations", "passes", "incomplete", "inapplicable":
                guard lists[key.string] == nil else {
                    throw json.error("'\(key.string)' occurs twice", at: json.offset)
                }
                lists[key.string] = try entries(&json, key.string)
            default: try json.skipValue()
            }
        }
        guard let url, !url.isEmpty else { throw json.error("the results of a page have no 'url'", at: start) }
        guard let violations = lists["violations"] else { throw json.error("'violations' is missing", at: start) }
        results.pages.append(
            AccessibilityResults.Page(
                url: url,
                violations: violations.map(\.hit),
                incomplete: (lists["incomplete"] ?? []).map(\.hit),
                passed: (lists["passes"] ?? []).map(\.rule),
                inapplicable: (lists["inapplicable"] ?? []).map(\.rule)
            )
        )
    }

    mutating func add(_ page: AccessibilityResults.Page) { results.pages.append(page) }

    private mutating func engine(_ json: inout JSONReader) throws(ScanError) {
        let value = try json.readValue()
        guard let name = value.text("name") else { return }
        results.engine = Text.clean(value.text("version").map { "\(name) \($0)" } ?? name, limit: 120)
    }

    private mutating func entries(_ json: inout JSONReader, _ list: String) throws(ScanError) -> [Entry] {
        guard try json.peek() == .array else { throw json.error("'\(list)' must be a list", at: json.offset) }
        var entries: [Entry] = []
        try json.beginArray()
        while try json.nextElement() { entries.append(try entry(&json)) }
        return entries
    }

    private mutating func entry(_ json: inout JSONReader) throws(ScanError) -> Entry {
        let start = try KeyedReader.start(&json)
        var rule: String?
        var tags: [String] = []
        var entry = Entry(rule: "", nodes: 0)
        guard try json.peek() == .object else { throw json.error("the result of a rule must be an object", at: start) }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": rule = try JSONText.read(&json, limit: 200)
            case "impact": entry.impact = try JSONText.read(&json, limit: 40)
            case "tags": tags = try JSONText.list(&json)
            case "nodes":
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    try json.skipValue()
                    entry.nodes += 1
                }
            default: try json.skipValue()
            }
        }
        guard let rule, !rule.isEmpty else { throw json.error("the result of a rule has no 'id'", at: start) }
        entry.rule = rule
        note(rule, tags)
        return entry
    }

    /// Versions of the engine may tag a rule differently: all of its tags hold.
    mutating func note(_ rule: String, _ tags: [String]) {
        guard let place = places[rule] else {
            places[rule] = results.rules.count
            results.rules.append(AccessibilityResults.Rule(id: rule, tags: tags))
            return
        }
        let known = results.rules[place].tags
        results.rules[place].tags += tags.filter { !known.contains($0) }
    }
}
