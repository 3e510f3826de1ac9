import Core
import Scanning

/// Where a tool's JSON keeps the parts of a finding: dotted paths within one record.
struct FindingTable {
    var rule: String
    var message: String
    var file: String?
    var line: String?
    var column: String?
    /// The tool's word for a level; a finding without one has `defaultLevel`.
    var level: String?
    /// The tool's word for how bad it is for security; the level follows from it where `level` says nothing.
    var severity: String?
    var cwe: String?
    /// What stands in front of a rule that is only a number.
    var rulePrefix = ""
    /// What a finding without a rule is called: mostly a file that could not be parsed.
    var unnamedRule = "unnamed"
    /// 1 where lines and columns count from zero.
    var offset = 0
    var defaultLevel: Finding.Level?
    var tags: [String] = []

    /// The paths for a selection, the records lying at `prefix`.
    func paths(below prefix: String = "") -> [String] {
        [rule, message, file, line, column, level, severity, cwe].compactMap { $0 }
            .map { prefix.isEmpty ? $0 : "\(prefix).\($0)" }
    }

    /// The finding of a record; nil where it has neither rule nor message, not even as null, and so is none.
    func finding(_ record: JSON, tool: String, file path: String? = nil) -> Finding? {
        guard record.at(rule) != nil || record.at(message) != nil else { return nil }
        let rule = record.text(rule)
        let message = record.text(message)
        let severity = FindingWords.severity(severity.flatMap { record.text($0) })
        let word = level.flatMap { FindingWords.level(record.text($0)) }
        let line = line.flatMap { record.number($0) }.map { $0 + offset }
        let column = column.flatMap { record.number($0) }.map { $0 + offset }
        return Finding(
            tool: tool,
            rule: rule.map { rulePrefix + $0 } ?? unnamedRule,
            severity: severity,
            level: word ?? (severity == .unknown ? defaultLevel : nil) ?? FindingWords.level(severity),
            message: message ?? "",
            file: (path ?? file.flatMap { record.text($0) }).map { SourcePath.normalised($0) },
            line: line.flatMap { $0 > 0 ? $0 : nil },
            column: column.flatMap { $0 > 0 ? $0 : nil },
            cwe: cwe.map { record.weaknesses($0) } ?? [],
            tags: tags
        )
    }
}
