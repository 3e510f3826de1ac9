import Core
import Scanning

/// A rule as its tool describes it; SARIF calls it a reporting descriptor (§3.49).
struct SARIFRule {
    var id = ""
    var level: Finding.Level?
    var properties = SARIFProperties()
    var message: String?

    /// The CWE numbers of its relationships to that taxonomy.
    var weaknesses: [Int] = []

    var cwe: [Int] { Array(Set(weaknesses + properties.cwe)).sorted() }

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFRule {
        var rule = SARIFRule()
        guard try JSONText.isObject(&json) else { return rule }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": rule.id = try JSONText.read(&json, limit: 512) ?? ""
            case "defaultConfiguration": rule.level = try level(&json)
            case "properties": rule.properties = try SARIFProperties.read(&json)
            case "shortDescription": rule.message = try SARIFMessage.read(&json).text
            case "relationships": rule.weaknesses += try relationships(&json)
            default: try json.skipValue()
            }
        }
        return rule
    }

    private static func level(_ json: inout JSONReader) throws(ScanError) -> Finding.Level? {
        guard try JSONText.isObject(&json) else { return nil }
        var level: Finding.Level?
        try json.beginObject()
        while let key = try json.nextKey() {
            if key == "level" {
                level = try json.stringOrSkip().flatMap { Finding.Level(rawValue: $0) }
            } else {
                try json.skipValue()
            }
        }
        return level
    }

    private static func relationships(_ json: inout JSONReader) throws(ScanError) -> [Int] {
        guard try JSONText.isArray(&json) else { return [] }
        var numbers: [Int] = []
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            try json.beginObject()
            while let key = try json.nextKey() {
                if key == "target" {
                    if let number = try SARIFReference.read(&json).weakness { numbers.append(number) }
                } else {
                    try json.skipValue()
                }
            }
        }
        return numbers
    }
}
