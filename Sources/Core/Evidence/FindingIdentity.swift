/// What tells a finding from others however its lines move: rule and file, and the tool's mark or else its message.
struct FindingIdentity: Hashable {
    private var rule: String
    private var file: String?
    private var mark: String

    /// `moved` says where files were before the change.
    init(_ finding: Finding, moved: [String: String] = [:]) {
        rule = finding.rule
        file = finding.file.map { moved[$0] ?? $0 }
        mark = finding.fingerprint ?? String(finding.message.filter { !$0.isWhitespace && !$0.isNumber })
    }
}
