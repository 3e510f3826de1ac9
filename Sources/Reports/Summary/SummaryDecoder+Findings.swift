import Core
import Scanning

extension SummaryDecoder {
    static func findings(_ json: inout JSONReader, _ texts: inout TextCache) throws(ScanError) -> FindingResults {
        var results = FindingResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "findings":
                try json.beginArray()
                while try json.nextElement() { results.findings.append(try finding(&json, &texts)) }
            case "scans": results.scans = try json.list(scan)
            default: try json.skipValue()
            }
        }
        return results
    }

    private static func finding(_ json: inout JSONReader, _ texts: inout TextCache) throws(ScanError) -> Finding {
        let start = json.offset
        var rule: String?
        var finding = Finding(tool: "", rule: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "tool": finding.tool = try json.readString(&texts)
            case "rule": rule = try json.readString(&texts)
            case "severity": finding.severity = try json.word("severity")
            case "level": finding.level = try json.word("level")
            case "message": finding.message = try json.readString(&texts)
            case "file": finding.file = try json.readString()
            case "line": finding.line = try json.readInteger()
            case "column": finding.column = try json.readInteger()
            case "cwe": finding.cwe = try json.integers()
            case "tags":
                try json.beginArray()
                while try json.nextElement() { finding.tags.append(try json.readString(&texts)) }
            case "suppressed": finding.suppressed = try json.readBool()
            case "aliases": finding.aliases = try json.words()
            case "package": finding.package = try package(&json)
            case "fingerprint": finding.fingerprint = try json.readString()
            default: try json.skipValue()
            }
        }
        finding.rule = try json.required(rule, "rule", start)
        return finding
    }

    private static func package(_ json: inout JSONReader) throws(ScanError) -> Finding.Package {
        var package = Finding.Package(name: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": package.name = try json.readString()
            case "version": package.version = try json.readString()
            case "url": package.url = try json.readString()
            default: try json.skipValue()
            }
        }
        return package
    }

    private static func scan(_ json: inout JSONReader) throws(ScanError) -> Scan {
        var scan = Scan(tool: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "tool": scan.tool = try json.readString()
            case "version": scan.version = try json.readString()
            case "files_examined": scan.filesExamined = try json.readInteger()
            case "files": scan.files = try json.words()
            case "packages_examined": scan.packagesExamined = try json.readInteger()
            case "database_built": scan.databaseBuilt = try json.real()
            case "rules": scan.rules = try json.list(rule)
            case "successful": scan.successful = try json.readBool()
            default: try json.skipValue()
            }
        }
        return scan
    }

    private static func rule(_ json: inout JSONReader) throws(ScanError) -> Scan.Rule {
        var rule = Scan.Rule(id: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": rule.id = try json.readString()
            case "cwe": rule.cwe = try json.integers()
            case "tags": rule.tags = try json.words()
            default: try json.skipValue()
            }
        }
        return rule
    }
}
