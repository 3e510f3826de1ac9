/// Names under which secrets are sent.
package enum Secrets {
    private static let words = [
        "authorization", "cookie", "password", "passwd", "secret", "apikey", "accesskey", "privatekey", "credential",
        "signature", "sessionid", "csrf", "xsrf", "passphrase",
    ]

    /// Whether a header, a parameter or a member of this name holds a secret as a rule: in whatever case and spelling.
    package static func isSecret(name: String) -> Bool {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return plain.hasSuffix("token") || plain == "key" || plain == "auth" || plain == "sig" || plain == "pin"
            || plain == "otp"
            || words.contains { plain.contains($0) }
    }
}
