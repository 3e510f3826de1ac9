import Core
import Scanning

extension SummaryDecoder {
    static func findings(_ json: inout JSONReader, _ scratch: inout SummaryScratch) throws(ScanError) -> FindingResults
    {
        var results = FindingResults()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "findings":
                try json.beginArray()
                while try json.nextElement() { results.findings.append(try finding(&json, &scratch)) }
            case "scans":
                results.scans = try json.list { reader throws(ScanError) in try scan(&reader, &scratch) }
            default: try json.skipValue()
            }
        }
        return results
    }

    private static func finding(_ json: inout JSONReader, _ scratch: inout SummaryScratch) throws(ScanError) -> Finding
    {
        let start = json.offset
        var rule: String?
        var finding = Finding(tool: "", rule: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "tool": finding.tool = try json.readString(&scratch.texts)
            case "rule": rule = try json.readString(&scratch.texts)
            case "severity": finding.severity = try json.word("severity")
            case "level": finding.level = try json.word("level")
            case "message": finding.message = try json.readString(&scratch.texts)
            case "file": finding.file = try json.readString(&scratch.texts)
            case "line": finding.line = try json.readInteger()
            case "column": finding.column = try json.readInteger()
            case "cwe": finding.cwe = try json.integers(&scratch.numbers)
            case "tags": finding.tags = try json.words(&scratch.words)
            case "suppressed": finding.suppressed = try json.readBool()
            case "aliases": finding.aliases = try json.words()
            case "package": finding.package = try package(&json)
            case "fingerprint": finding.fingerprint = try json.readString()
            case "published": finding.published = CalendarDay(try json.readString())
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
            case "fixed": package.fixed = try json.readString()
            default: try json.skipValue()
            }
        }
        return package
    }

    private static func scan(_ json: inout JSONReader, _ scratch: inout SummaryScratch) throws(ScanError) -> Scan {
        var scan = Scan(tool: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "tool": scan.tool = try json.readString()
            case "version": scan.version = try json.readString()
            case "files_examined": scan.filesExamined = try json.readInteger()
            case "files": scan.files = try json.words(&scratch.words)
            case "packages_examined": scan.packagesExamined = try json.readInteger()
            case "database_built": scan.databaseBuilt = try json.real()
            case "rules":
                scan.rules = try json.repeated(&scratch.rules) { reader throws(ScanError) in try reader.list(rule) }
            case "successful": scan.successful = try json.readBool()
            case "declared": scan.declared = try declared(&json)
            default: try json.skipValue()
            }
        }
        return scan
    }

    private static func declared(_ json: inout JSONReader) throws(ScanError) -> Scan.Declared {
        var declared = Scan.Declared()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "examined": declared.examined = try json.words()
            case "rules": declared.rules = try json.readString()
            default: try json.skipValue()
            }
        }
        return declared
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
