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
            case "security-severity": properties.severity = try score(&json).map(severity)
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

    /// The bands of CVSS 3 and 4.
    private static func severity(_ score: Double) -> Finding.Severity {
        switch score {
        case 9...10: .critical
        case 7..<9: .high
        case 4..<7: .medium
        case 0.000_001..<4: .low
        case 0: .info
        default: .unknown
        }
    }
}

/// Numbers of the Common Weakness Enumeration out of the ways in which tools write them.
enum CWE {
    /// 79 of `external/cwe/cwe-79`, `CWE-79`, `CWE-79: Cross-site Scripting`, `cwe:79`.
    static func number(_ text: String) -> Int? {
        let bytes = Array(text.lowercased().utf8)
        let mark = Array("cwe".utf8)
        guard bytes.count > 4 else { return nil }
        for start in 0..<(bytes.count - 3) where bytes[start..<start + 3].elementsEqual(mark) {
            if start > 0, isWord(bytes[start - 1]) { continue }
            var index = start + 3
            if [0x2D, 0x3A, 0x5F, 0x20].contains(bytes[index]) { index += 1 }
            var number = 0
            let first = index
            while index < bytes.count, index - first < 6, (0x30...0x39).contains(bytes[index]) {
                number = number * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            if index > first { return number }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}

/// A reference to a rule or to an entry of a taxonomy (§3.52).
struct SARIFReference {
    var id: String?
    var index: Int?
    /// The extension that the rule belongs to; nil for the driver.
    var component: Int?
    var componentName: String?

    /// The CWE number, where it points into that taxonomy.
    var weakness: Int? {
        guard let id else { return nil }
        if let number = CWE.number(id) { return number }
        return componentName?.uppercased() == "CWE" ? Int(id) : nil
    }

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFReference {
        var reference = SARIFReference()
        guard try JSONText.isObject(&json) else { return reference }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": reference.id = try JSONText.read(&json, limit: 512)
            case "index": reference.index = try json.integerOrSkip()
            case "toolComponent":
                guard try JSONText.isObject(&json) else { continue }
                try json.beginObject()
                while let key = try json.nextKey() {
                    switch key {
                    case "index": reference.component = try json.integerOrSkip()
                    case "name": reference.componentName = try json.stringOrSkip()
                    default: try json.skipValue()
                    }
                }
            default: try json.skipValue()
            }
        }
        return reference
    }
}

/// A message's text, or the id under which its rule keeps it (§3.11).
struct SARIFMessage {
    var text: String?
    var id: String?

    static func read(_ json: inout JSONReader) throws(ScanError) -> SARIFMessage {
        var message = SARIFMessage()
        guard try JSONText.isObject(&json) else { return message }
        var markdown: String?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "text": message.text = try JSONText.read(&json, limit: 1_000)
            case "markdown": markdown = try JSONText.read(&json, limit: 1_000)
            case "id": message.id = try JSONText.read(&json, limit: 200)
            default: try json.skipValue()
            }
        }
        message.text = message.text ?? markdown
        return message
    }
}
