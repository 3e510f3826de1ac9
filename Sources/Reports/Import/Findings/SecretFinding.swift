import Core

/// A leaked secret as a finding: its rule, its place and a mark to know it by, never the secret itself.
struct SecretFinding {
    var rule: String
    /// What kind of secret it is, in words.
    var kind: String?
    var file: String?
    var line: Int?
    var column: Int?
    var commit: String?
    /// A digest that the tool made; the first characters of it tell two secrets apart and give none away.
    var digest: String?
    /// Whether the tool tried the secret and it worked; nil where it did not try.
    var works: Bool?
    var suppressed = false

    func finding(_ tool: String) -> Finding {
        let facts = [
            commit.map { "commit \($0.prefix(10))" }, digest.map { "fingerprint \($0.prefix(8))" },
            works.map { $0 ? "it works" : "not known to work" },
        ].compactMap(\.self)
        let severity: Finding.Severity = works == true ? .critical : .unknown
        return Finding(
            tool: tool,
            rule: rule,
            severity: severity,
            level: .error,
            message: (kind ?? rule) + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"),
            file: file.map { SourcePath.normalised($0) },
            line: line.flatMap { $0 > 0 ? $0 : nil },
            column: column.flatMap { $0 > 0 ? $0 : nil },
            cwe: [798],
            tags: ["secret"],
            suppressed: suppressed
        )
    }
}
