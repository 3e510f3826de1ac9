import Core
import Scanning

/// A rule as its tool describes it; SARIF calls it a reporting descriptor (§3.49).
///
/// A class, as every one of many results looks at its rule.
final class SARIFRule {
    var id = ""
    var level: Finding.Level?
    /// Whether it is run.
    var isEnabled = true
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
            case "defaultConfiguration":
                let (level, enabled) = try configuration(&json)
                rule.level = level
                rule.isEnabled = enabled ?? true
            case "properties": rule.properties = try SARIFProperties.read(&json)
            case "shortDescription": rule.message = try SARIFMessage.read(&json).text
            case "relationships": weaknesses += try relationships(&json)
            default: try json.skipValue()
            }
        }
        rule.cwe = Array(Set(weaknesses + rule.properties.cwe)).sorted()
        return rule
    }

    /// How a rule is set up, by default or for one run (§3.50).
    static func configuration(
        _ json: inout JSONReader
    ) throws(ScanError) -> (level: Finding.Level?, enabled: Bool?) {
        guard try JSONText.isObject(&json) else { return (nil, nil) }
        var level: Finding.Level?
        var enabled: Bool?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "level": level = try readLevel(&json)
            case "enabled": enabled = try json.boolOrSkip()
            default: try json.skipValue()
            }
        }
        return (level, enabled)
    }

    /// A level, in any case and by whichever common word.
    static func readLevel(_ json: inout JSONReader) throws(ScanError) -> Finding.Level? {
        try json.stringOrSkip().flatMap { Finding.Level(rawValue: $0) ?? FindingWords.level($0) }
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
