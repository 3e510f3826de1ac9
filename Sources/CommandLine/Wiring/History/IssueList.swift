import Core
import Reports
import Scanning

/// Issues and incidents as a tracker exports them: a JSON array of objects with `id` or `number`, `labels`, and times.
///
/// `labels` are texts or objects with a `name`. A `bug` or `defect` is a defect; `escaped`, `production`, `incident` or
/// `customer` says that users found it. `created` (or `created_at`, `createdAt`, `detected`) is when it was found, `introduced`
/// when it came in: seconds since 1970, or `2026-11-28` with a time behind it or without.
enum IssueList {
    private static let bugs: Set<String> = ["bug", "defect", "regression"]
    private static let escapes: Set<String> = ["escaped", "production", "incident", "customer"]

    /// `areIncidents`: whether users found all of them, whatever their labels say.
    static func read(_ bytes: Bytes, areIncidents: Bool) throws(ScanError) -> [TrackedIssue] {
        var json = try JSONReader(bytes)
        var issues: [TrackedIssue] = []
        try json.readArray { json throws(ScanError) in
            let issue = try json.readValue()
            if let id = issue["id"]?.word ?? issue["number"]?.word {
                var own = Self.issue(id, issue)
                if areIncidents { (own.isBug, own.isEscaped) = (true, true) }
                issues.append(own)
            }
        }
        try json.finish()
        return issues
    }

    private static func issue(_ id: String, _ json: JSON) -> TrackedIssue {
        let labels = (json["labels"]?.array ?? []).compactMap { ($0.string ?? $0["name"]?.string)?.lowercased() }
        let found = ["detected", "created", "created_at", "createdAt"].lazy.compactMap { json[$0] }.first
        return TrackedIssue(
            id: id,
            isBug: labels.contains(where: bugs.contains) || labels.contains(where: escapes.contains),
            isEscaped: labels.contains(where: escapes.contains),
            introduced: json["introduced"].flatMap(moment),
            detected: found.flatMap(moment)
        )
    }

    private static func moment(_ json: JSON) -> Double? { json.double ?? json.string.flatMap(Moment.read) }
}

extension JSON {
    /// A text, or a whole number as text.
    fileprivate var word: String? { string ?? int.map(String.init) }
}
