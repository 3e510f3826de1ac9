import Core
import Scanning

/// What the invocations of a run say of how it went (§3.20).
struct SARIFInvocations {
    /// What the tool was told about one of its rules for this run (§3.51).
    struct Override {
        var rule = SARIFReference()
        var level: Finding.Level?
        var enabled: Bool?
    }

    /// Something that went wrong, and the file that it went wrong with.
    struct Trouble {
        var text: String?
        var place: SARIFLocation?
    }

    /// nil where it is not said.
    private(set) var successful: Bool?
    /// Details of the invocations that were not successful.
    private(set) var failures: [String] = []
    private(set) var overrides: [Override] = []
    /// The first exit code other than 0, in words.
    private(set) var exit: String?
    /// The first of them.
    private(set) var troubles: [Trouble] = []
    private(set) var troubleCount = 0

    mutating func read(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        try json.beginArray()
        while try json.nextElement() {
            if try JSONText.isObject(&json) { try readOne(&json) }
        }
    }

    private mutating func readOne(_ json: inout JSONReader) throws(ScanError) {
        var said: Bool?
        var code: Int?
        var detail: String?
        var crash: String?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "executionSuccessful": said = try json.boolOrSkip()
            case "exitCode": code = try json.integerOrSkip()
            case "exitCodeDescription": detail = try JSONText.read(&json, limit: 300)
            case "exitSignalName", "processStartFailureMessage": crash = try JSONText.read(&json, limit: 300)
            case "toolExecutionNotifications", "toolConfigurationNotifications":
                let first = try readNotifications(&json)
                detail = detail ?? first
            case "ruleConfigurationOverrides": try readOverrides(&json)
            default: try json.skipValue()
            }
        }
        if let code, code != 0, exit == nil { exit = "exit code \(code)" + (detail.map { " (\($0))" } ?? "") }
        if let crash { (said, detail) = (false, crash) }
        guard let said else { return }
        successful = said && successful != false
        if !said { failures.append(detail ?? "") }
    }

    /// The text of the first notification that tells of trouble.
    private mutating func readNotifications(_ json: inout JSONReader) throws(ScanError) -> String? {
        guard try JSONText.isArray(&json) else { return nil }
        var first: String?
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            var level: String?
            var kind: String?
            var trouble = Trouble()
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "level": level = try json.stringOrSkip()?.lowercased()
                case "message": trouble.text = try SARIFMessage.read(&json).text
                case "descriptor": kind = try SARIFReference.read(&json).id
                case "locations": trouble.place = try SARIFLocation.readFirst(&json)
                default: try json.skipValue()
                }
            }
            guard level == "error" || (level ?? "warning") == "warning" && Self.isGap(kind, trouble.text) else {
                continue
            }
            troubleCount += 1
            if troubles.count < 100 { troubles.append(trouble) }
            first = first ?? trouble.text
        }
        return first
    }

    /// Whether a mere warning says that something was not looked at: a time-out, or code that could not be parsed.
    private static func isGap(_ kind: String?, _ text: String?) -> Bool {
        let kind = kind?.lowercased() ?? ""
        let text = text?.lowercased() ?? ""
        return ["timeout", "timed out", "syntax error", "parsing", "parse error", "out of memory"].contains {
            kind.contains($0) || text.contains($0)
        }
    }

    private mutating func readOverrides(_ json: inout JSONReader) throws(ScanError) {
        guard try JSONText.isArray(&json) else { return }
        try json.beginArray()
        while try json.nextElement() {
            guard try JSONText.isObject(&json) else { continue }
            var override = Override()
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "descriptor": override.rule = try SARIFReference.read(&json)
                case "configuration": (override.level, override.enabled) = try SARIFRule.configuration(&json)
                default: try json.skipValue()
                }
            }
            overrides.append(override)
        }
    }
}
