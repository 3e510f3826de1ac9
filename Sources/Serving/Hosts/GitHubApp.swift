import Core
internal import Crypto
internal import CryptoExtras
import Scanning

/// A GitHub App in whose name deployment protection rules are answered.
package struct GitHubApp: Sendable {
    /// Seconds that GitHub believes a token of ours; it takes ten minutes at most.
    private static let lasting = 540.0
    /// GitHub's clock may be behind ours.
    private static let skew = 60.0
    private static let shortestSecret = 16

    private let id: String
    private let key: _RSA.Signing.PrivateKey
    private let secret: SymmetricKey
    /// Of GitHub's interface, such as `https://api.github.com`.
    let address: String

    /// Nothing is asked of GitHub yet.
    ///
    /// `key`: the App's private key, PEM.
    /// `secret`: what GitHub signs its webhooks with.
    package init(id: String, key: String, secret: String, address: String) throws(ServingError) {
        guard !id.isEmpty, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ServingError("'\(id)' is no number of a GitHub App")
        }
        guard secret.utf8.count >= Self.shortestSecret else {
            throw ServingError("the secret of the App's webhook needs \(Self.shortestSecret) characters at least")
        }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: key) else {
            throw ServingError("the App's key is no RSA key in the form PEM")
        }
        self.id = id
        self.key = key
        self.secret = SymmetricKey(data: Array(secret.utf8))
        self.address = address
    }

    /// Says who we are, for some minutes (RS256).
    ///
    /// `now`: seconds since 1970.
    func token(now: Double) throws -> String {
        let head: JSON = ["alg": "RS256", "typ": "JWT"]
        let claims: JSON = [
            "iat": JSON(Int(now - Self.skew)), "exp": JSON(Int(now + Self.lasting)), "iss": JSON(id),
        ]
        let signed = [head, claims].map { WebText.base64($0.serialized()) }.joined(separator: ".")
        let signature = try key.signature(
            for: SHA256.hash(data: Array(signed.utf8)),
            padding: .insecurePKCS1v1_5
        )
        return "\(signed).\(WebText.base64(Array(signature.rawRepresentation)))"
    }

    /// Whether GitHub has sent a body: by its signature, `sha256=` and 64 hexadecimal digits.
    func holds(_ signature: String?, _ body: [UInt8]) -> Bool {
        guard let signature, signature.hasPrefix("sha256="), let code = WebText.bytes(hex: signature.dropFirst(7))
        else {
            return false
        }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: secret)
    }

    /// An address that a body names, where it is one of GitHub's own interface: we are sent nowhere else.
    func own(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 500, text.hasPrefix("\(address)/repos/") else { return nil }
        let rest = text.dropFirst(address.count)
        let isPlain = rest.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "/._-".utf8.contains(byte)
        }
        return isPlain && !rest.contains("..") ? text : nil
    }
}

/// Texts within tokens and headers.
private enum WebText {
    /// Base64 for addresses, without padding.
    static func base64(_ bytes: [UInt8]) -> String {
        Base64.encode(bytes).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// nil for anything but pairs of digits.
    static func bytes(hex: some StringProtocol) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[start...start + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
