import Scanning

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
