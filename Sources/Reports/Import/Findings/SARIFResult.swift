import Core
import Scanning

/// A result as the log writes it (§3.27).
struct SARIFResult {
    var ruleID: String?
    var ruleIndex: Int?
    var rule = SARIFReference()
    var kind: String?
    var level: Finding.Level?
    var message = SARIFMessage()
    var place: SARIFLocation?
    var properties = SARIFProperties()
    var weaknesses: [Int] = []
    /// What the tool itself tells its results apart by (§3.27.16, §3.27.17).
    private var fingerprints: [SARIFFingerprint] = []
    var isSuppressed = false
    var isAbsent = false

    mutating func read(_ json: inout JSONReader) throws(ScanError) {
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "ruleId": ruleID = try JSONText.read(&json, limit: 512)
            case "ruleIndex": ruleIndex = try json.integerOrSkip().flatMap { $0 < 0 ? nil : $0 }
            case "rule": rule = try SARIFReference.read(&json)
            case "kind": kind = try json.stringOrSkip()?.lowercased()
            case "level": level = try SARIFRule.readLevel(&json)
            case "message": message = try SARIFMessage.read(&json)
            case "locations": place = try SARIFLocation.readFirst(&json)
            case "properties": properties = try SARIFProperties.read(&json)
            case "suppressions": isSuppressed = try suppressed(&json)
            case "fingerprints", "partialFingerprints": try readFingerprints(&json)
            case "baselineState": isAbsent = try json.stringOrSkip()?.lowercased() == "absent"
            case "taxa": try readTaxa(&json)
            default: try json.skipValue()
            }
        }
    }

    /// What tells the result from others: the tool's fingerprints, else the code at the place.
    var fingerprint: String? {
        fingerprints.isEmpty ? place?.snippet : SARIFFingerprint.joined(fingerprints)
    }

    private mutating func readFingerprints(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            guard fingerprints.count < 8 else {
                try json.skipValue()
                continue
            }
            if let value = try json.rawStringOrSkip() { fingerprints.append(SARIFFingerprint(name: key, value: value)) }
        }
    }

    private mutating func readTaxa(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        try json.beginArray()
        while try json.nextElement() {
            if let number = try SARIFReference.read(&json).weakness { weaknesses.append(number) }
        }
    }

    /// Suppressed where every suppression is accepted, which is what no status means (§3.35.3).
    private func suppressed(_ json: inout JSONReader) throws(ScanError) -> Bool {
        guard try JSONText.isArray(&json) else { return false }
        var count = 0
        var open = 0
        try json.beginArray()
        while try json.nextElement() {
            count += 1
            guard try JSONText.isObject(&json) else {
                open += 1
                continue
            }
            try json.beginObject()
            while let key = try json.nextKey() {
                if key == "status" {
                    if try json.stringOrSkip()?.lowercased() != "accepted" { open += 1 }
                } else {
                    try json.skipValue()
                }
            }
        }
        return count > 0 && open == 0
    }
}
