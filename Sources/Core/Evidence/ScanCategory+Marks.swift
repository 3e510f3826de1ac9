extension ScanCategory {
    /// What a rule or a finding says of itself; nil where it says nothing.
    static func marked(id: String, tags: [String], cwe: [Int]) -> ScanCategory? {
        var found: ScanCategory?
        for tag in tags {
            switch tag {
            case "secret", "secrets": return .secrets
            case "personal-data": return .privacy
            case "license": found = .licenses
            case "vulnerability": found = found == .licenses ? found : .vulnerabilities
            case "security", "misconfiguration": found = found ?? .sast
            default: break
            }
        }
        if found == .licenses { return found }
        if AliasClasses.isAdvisory(id) { return .vulnerabilities }
        return found ?? (cwe.isEmpty ? nil : .sast)
    }
}
