/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities
    case licenses
    /// People's data, and data of production, where only made-up data may stand.
    case privacy

    /// What a tool of this name is known to look for.
    static func known(tool: String) -> ScanCategory? { KnownTool.named(tool)?.category }
}
