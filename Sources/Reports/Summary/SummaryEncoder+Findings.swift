import Core
import Scanning

extension SummaryEncoder {
    static func findings(_ results: FindingResults, _ json: inout JSONWriter) {
        json.add("findings", results.findings, finding)
        json.add("scans", results.scans, scan)
    }

    private static func finding(_ finding: Finding, _ json: inout JSONWriter) {
        json.add("tool", finding.tool)
        json.add("rule", finding.rule)
        json.add("severity", finding.severity.rawValue)
        json.add("level", finding.level.rawValue)
        json.add("message", finding.message)
        json.add("file", finding.file)
        json.add("line", finding.line)
        json.add("column", finding.column)
        json.add("cwe", finding.cwe)
        json.add("tags", finding.tags)
        json.add("suppressed", finding.suppressed)
        json.add("aliases", finding.aliases)
        json.add("package", finding.package) { package, json in
            json.add("name", package.name)
            json.add("version", package.version)
            json.add("url", package.url)
            json.add("fixed", package.fixed)
        }
        json.add("fingerprint", finding.fingerprint)
        json.add("published", finding.published?.description)
    }

    private static func scan(_ scan: Scan, _ json: inout JSONWriter) {
        json.add("tool", scan.tool)
        json.add("version", scan.version)
        json.add("files_examined", scan.filesExamined)
        json.add("files", scan.files)
        json.add("packages_examined", scan.packagesExamined)
        json.add("database_built", scan.databaseBuilt)
        json.add("rules", scan.rules) { rule, json in
            json.add("id", rule.id)
            json.add("cwe", rule.cwe)
            json.add("tags", rule.tags)
        }
        json.add("successful", scan.successful)
        json.add("declared", scan.declared) { declared, json in
            json.add("examined", declared.examined)
            json.add("rules", declared.rules)
        }
    }
}
