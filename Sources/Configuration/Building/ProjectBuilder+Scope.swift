import Core
import Criteria

extension ProjectBuilder {
    /// What `examined` and `rules` beside a report say of its scans.
    func scope(_ item: Reader) -> ScopeDeclaration {
        let examined = item["examined"]
        checkGlob(examined)
        if examined?.items?.isEmpty ?? false, let examined { error("'examined' is empty", examined.node) }
        return ScopeDeclaration(examined: examined?.texts ?? [], rules: item["rules"].flatMap(rules))
    }

    private func rules(_ reader: Reader) -> ScopeDeclaration.Rules? {
        let items = reader.items ?? []
        guard !items.isEmpty else {
            error("'rules' is empty; write 'default', or weaknesses such as CWE-89", reader.node)
            return nil
        }
        if items.count == 1, items[0].text == "default" { return .usual }
        return .weaknesses(items.compactMap(weakness))
    }

    private func weakness(_ item: Reader) -> Int? {
        guard let text = item.text else { return nil }
        let upper = text.uppercased()
        let digits = upper.hasPrefix("CWE-") ? String(upper.dropFirst("CWE-".count)) : upper
        if let number = Int(digits), (1...100_000).contains(number), digits == String(number) { return number }
        error(
            "'\(text)' is no weakness; write its number in the CWE, such as CWE-89, or 'default' alone",
            item.node,
            suggestion: Resemblance.nearest(to: text, among: ["default"])
        )
        return nil
    }

    /// Which codes mean what; one that means two things would mean nothing.
    func exitCodes(_ reader: Reader?) -> ExitCodes {
        var codes = ExitCodes()
        guard let reader else { return codes }
        if let clean = reader["clean"] {
            codes.clean = numbers(clean)
            if codes.clean.isEmpty, !log.hasErrors { error("'clean' is empty; no run could be clean", clean.node) }
        }
        if let findings = reader["findings"] {
            codes.findings = numbers(findings)
            if let both = codes.clean.intersection(codes.findings).min() {
                error("exit code \(both) cannot be both 'clean' and 'findings'", findings.node)
            }
        }
        return codes
    }

    private func numbers(_ reader: Reader) -> Set<Int32> {
        Set((reader.items ?? []).compactMap(\.integer).map { Int32($0) })
    }
}
