/// Secrets that show by their form, whatever they are called: keys of well-known services, tokens, private keys.
package enum SecretForms {
    private struct Form {
        var prefix: String
        /// How many characters follow at least.
        var least: Int
    }

    private static let forms = [
        Form(prefix: "AKIA", least: 16), Form(prefix: "ASIA", least: 16), Form(prefix: "ghp_", least: 30),
        Form(prefix: "gho_", least: 30), Form(prefix: "ghs_", least: 30), Form(prefix: "github_pat_", least: 40),
        Form(prefix: "glpat-", least: 16), Form(prefix: "sk_live_", least: 16), Form(prefix: "rk_live_", least: 16),
        Form(prefix: "sk_test_", least: 16), Form(prefix: "sk-", least: 20), Form(prefix: "xoxb-", least: 16),
        Form(prefix: "xoxp-", least: 16), Form(prefix: "AIza", least: 30), Form(prefix: "eyJ", least: 30),
        Form(prefix: "npm_", least: 30), Form(prefix: "pypi-", least: 30), Form(prefix: "SG.", least: 30),
    ]

    /// The text with each secret replaced.
    package static func hidden(_ text: String, mask: String) -> String {
        guard forms.contains(where: { text.contains($0.prefix) }) || text.contains("-----BEGIN") else { return text }
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            if rest.hasPrefix("-----BEGIN"), let end = rest.firstRange(of: "-----END") {
                let after = rest[end.upperBound...]
                result += mask
                rest = after.firstRange(of: "-----").map { after[$0.upperBound...] } ?? after
                continue
            }
            let startsWord = result.last.map { !isPart($0) } ?? true
            if startsWord, let form = forms.first(where: { rest.hasPrefix($0.prefix) }) {
                let word = rest.prefix { isPart($0) }
                if word.count >= form.prefix.count + form.least {
                    result += mask
                    rest = rest[word.endIndex...]
                    continue
                }
            }
            result.append(rest.removeFirst())
        }
        return result
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_-.".contains(character))
    }
}
