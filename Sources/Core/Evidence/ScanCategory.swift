/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities
    case licenses

    /// What a rule or a finding says of itself; nil where it says nothing.
    static func marked(id: String, tags: [String], cwe: [Int]) -> ScanCategory? {
        var found: ScanCategory?
        for tag in tags {
            switch tag {
            case "secret", "secrets": return .secrets
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

    /// What a tool of this name is known to look for.
    static func known(tool: String) -> ScanCategory? { KnownTool.named(tool)?.category }
}
