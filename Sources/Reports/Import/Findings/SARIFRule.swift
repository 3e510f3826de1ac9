import Core
import Scanning

/// A rule as its tool describes it; SARIF calls it a reporting descriptor (§3.49).
///
/// A class, as every one of many results looks at its rule.
final class SARIFRule {
    var id = ""
    var level: Finding.Level?
    var properties = SARIFProperties()
    var message: String?

    /// The CWE numbers of its properties, and of its relationships to that taxonomy.
    private(set) var cwe: [Int] = []

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFRule {
        let rule = SARIFRule()
        var weaknesses: [Int] = []
        guard try JSONText.isObject(&json) else { return rule }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": rule.id = try JSONText.read(&json, limit: 512) ?? ""
            case "defaultConfiguration": rule.level = try level(&json)
            case "properties": rule.properties = try SARIFProperties.read(&json)
            case "shortDescription": rule.message = try SARIFMessage.read(&json).text
            case "relationships": weaknesses += try relationships(&json)
            default: try json.skipValue()
            }
        }
        rule.cwe = Array(Set(weaknesses + rule.properties.cwe)).sorted()
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
