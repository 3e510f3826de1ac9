package import Core
package import Scanning

extension FindingResults: Wired {
    package static var blank: FindingResults { FindingResults() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("findings", &findings)
        try fields("scans", &scans)
    }
}

extension Finding: Wired {
    package static var blank: Finding { Finding(tool: "", rule: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("tool", &tool)
        try fields(required: "rule", &rule)
        try fields("severity", &severity)
        try fields("level", &level)
        try fields("message", &message)
        try fields("file", &file)
        try fields("line", &line)
        try fields("column", &column)
        try fields(repeated: "cwe", &cwe)
        try fields(repeated: "tags", &tags)
        try fields(flag: "suppressed", &suppressed)
        try fields("aliases", &aliases)
        try fields("package", &package)
        try fields(unique: "fingerprint", &fingerprint)
        try fields("published", &published)
    }
}

extension Finding.Package: Wired {
    package static var blank: Finding.Package { Finding.Package(name: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("name", &name)
        try fields("version", &version)
        try fields("url", &url)
        try fields("fixed", &fixed)
    }
}

extension Scan: Wired {
    package static var blank: Scan { Scan(tool: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("tool", &tool)
        try fields("version", &version)
        try fields("files_examined", &filesExamined)
        try fields(repeated: "files", &files)
        try fields("packages_examined", &packagesExamined)
        try fields("database_built", &databaseBuilt)
        try fields(repeated: "rules", &rules)
        try fields("successful", &successful)
        try fields("declared", &declared)
    }
}

extension Scan.Rule: Wired {
    package static var blank: Scan.Rule { Scan.Rule(id: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("id", &id)
        try fields("cwe", &cwe)
        try fields("tags", &tags)
    }
}

extension Scan.Declared: Wired {
    package static var blank: Scan.Declared { Scan.Declared() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("examined", &examined)
        try fields("rules", &rules)
    }
}
