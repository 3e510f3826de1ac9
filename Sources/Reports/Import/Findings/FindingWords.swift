import Core

/// The words of many tools for how bad a finding is, in any case, as severities and levels.
enum FindingWords {
    static func severity(_ word: String?) -> Finding.Severity {
        switch word?.lowercased() {
        case "critical": .critical
        case "high", "important": .high
        case "medium", "moderate": .medium
        case "low", "minor": .low
        case "info", "information", "informational", "negligible", "none": .info
        default: .unknown
        }
    }

    /// The level of a lint tool's word; nil where it is no such word.
    static func level(_ word: String?) -> Finding.Level? {
        switch word?.lowercased() {
        case "error", "fatal", "failure", "blocker", "critical", "high": .error
        case "warning", "warn", "major", "medium", "moderate": .warning
        case "info", "information", "informational", "note", "notice", "hint", "style", "convention", "refactor",
            "performance", "portability", "minor", "low":
            .note
        case "off", "none", "ignore", "ignored", "debug": Finding.Level.none
        default: nil
        }
    }

    /// Critical and high are errors, medium and what is not said are warnings, the rest are notes.
    static func level(_ severity: Finding.Severity) -> Finding.Level {
        switch severity {
        case .critical, .high: .error
        case .medium, .unknown: .warning
        case .low, .info: .note
        }
    }

    /// The bands of CVSS 3 and 4.
    static func severity(score: Double) -> Finding.Severity {
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
