import Core
import Scanning

/// What property bags of rules and results say about security.
struct SARIFProperties {
    var severity: Finding.Severity?
    var tags: [String] = []
    var cwe: [Int] = []

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFProperties {
        var properties = SARIFProperties()
        guard try JSONText.isObject(&json) else { return properties }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "security-severity": properties.severity = try score(&json).map(FindingWords.severity(score:))
            case "tags": properties.tags = try JSONText.list(&json).map { $0.lowercased() }
            case "cwe", "cwes", "CWE":
                if try json.peek() == .number {
                    if let number = try json.integerOrSkip() { properties.cwe.append(number) }
                } else {
                    properties.cwe += try JSONText.list(&json).compactMap { CWE.number($0) ?? Int($0) }
                }
            default: try json.skipValue()
            }
        }
        properties.cwe = Array(Set(properties.cwe + properties.tags.compactMap(CWE.number))).sorted()
        return properties
    }

    /// A CVSS score, as text or number.
    private static func score(_ json: inout JSONReader) throws(ScanError) -> Double? {
        if try json.peek() == .number { return try json.readDouble() }
        guard var text = try json.stringOrSkip() else { return nil }
        return text.withUTF8 { Bytes($0).trimmed().parseDouble() }
    }
}
