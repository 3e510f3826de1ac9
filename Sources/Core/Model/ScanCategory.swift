/// What a scanner looks for: it decides which criteria its findings feed.
package enum ScanCategory: String, Sendable, Hashable, CaseIterable {
    case lint
    case sast
    case secrets
    case vulnerabilities
    case licenses

    /// What a tool of this name is known to look for.
    static func known(tool: String) -> ScanCategory? { KnownTool.named(tool)?.category }
}
