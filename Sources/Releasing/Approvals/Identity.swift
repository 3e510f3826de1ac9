package import Core

/// Somebody as a commit or a CI system names them.
package struct Identity: Sendable, Hashable {
    /// `author`, `committer`, `co-author` or `trigger`.
    package var part: String
    package var name: String?
    package var email: String?

    package init(part: String, name: String? = nil, email: String? = nil) {
        self.part = part
        self.name = name
        self.email = email
    }

    /// Whether the owner of a key is meant, by their name or by anything else that the configuration knows them by.
    package func isOwner(of key: AttestationKey) -> Bool {
        let own = Set(([key.person] + key.identities).flatMap(Self.forms))
        return (Self.forms(name) + Self.forms(email)).contains { own.contains($0) }
    }

    /// Names in one case; `Ada <ada@example.org>` is both; an account hides in an address that answers nobody.
    static func forms(_ text: String?) -> [String] {
        guard let text else { return [] }
        let plain = words(text)
        guard !plain.isEmpty else { return [] }
        var forms = [plain]
        if let open = plain.firstIndex(of: "<"), plain.hasSuffix(">") {
            forms.append(words(String(plain[..<open])))
            forms.append(String(plain[plain.index(after: open)...].dropLast()))
        }
        for form in forms where form.hasSuffix("@users.noreply.github.com") {
            let local = form.prefix { $0 != "@" }
            forms.append(String(local.split(separator: "+").last ?? local))
        }
        if plain.hasPrefix("@") { forms.append(String(plain.dropFirst())) }
        return forms.filter { !$0.isEmpty }
    }

    private static func words(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
