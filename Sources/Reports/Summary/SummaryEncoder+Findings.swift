import Core
import Scanning

extension SummaryEncoder {
    static func findings(_ results: FindingResults) -> JSON {
        var fields = SummaryFields()
        fields.add("findings", results.findings, finding)
        fields.add("scans", results.scans, scan)
        return fields.json
    }

    private static func finding(_ finding: Finding) -> JSON {
        var fields = SummaryFields()
        fields.add("tool", finding.tool)
        fields.add("rule", finding.rule)
        fields.add("severity", finding.severity.rawValue)
        fields.add("level", finding.level.rawValue)
        fields.add("message", finding.message)
        fields.add("file", finding.file)
        fields.add("line", finding.line)
        fields.add("column", finding.column)
        fields.add("cwe", finding.cwe) { JSON($0) }
        fields.add("tags", finding.tags)
        fields.add("suppressed", finding.suppressed)
        fields.add("aliases", finding.aliases)
        if let package = finding.package {
            var parts = SummaryFields()
            parts.add("name", package.name)
            parts.add("version", package.version)
            parts.add("url", package.url)
            fields.add("package", parts.json)
        }
        fields.add("fingerprint", finding.fingerprint)
        return fields.json
    }

    private static func scan(_ scan: Scan) -> JSON {
        var fields = SummaryFields()
        fields.add("tool", scan.tool)
        fields.add("version", scan.version)
        fields.add("files_examined", scan.filesExamined)
        fields.add("files", scan.files)
        fields.add("packages_examined", scan.packagesExamined)
        fields.add("database_built", scan.databaseBuilt)
        fields.add("rules", scan.rules) { rule in
            var fields = SummaryFields()
            fields.add("id", rule.id)
            fields.add("cwe", rule.cwe) { JSON($0) }
            fields.add("tags", rule.tags)
            return fields.json
        }
        if let successful = scan.successful { fields.add("successful", JSON.bool(successful)) }
        return fields.json
    }
}
