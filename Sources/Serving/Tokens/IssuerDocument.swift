import Scanning

/// What an issuer says of itself (OpenID Connect Discovery).
struct IssuerDocument: Sendable {
    private let json: JSON

    /// nil where the issuer cannot be asked, or calls itself otherwise.
    init?(of issuer: String, _ fetch: IssuerKeys.Fetch) async {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        guard let bytes = try? await fetch(base + "/.well-known/openid-configuration"),
            let json = try? JSON(parsing: bytes), json["issuer"]?.string == issuer
        else { return nil }
        self.json = json
        isSafe = issuer.hasPrefix("https://")
    }

    private let isSafe: Bool

    /// An address that it names; nil where there is none, or where it is weaker than the issuer's own.
    subscript(name: String) -> String? {
        guard let address = json[name]?.string else { return nil }
        return address.hasPrefix("https://") || !isSafe && address.hasPrefix("http://") ? address : nil
    }
}
