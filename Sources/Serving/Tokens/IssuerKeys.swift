package import Access
internal import Crypto
internal import CryptoExtras
import Scanning
import Synchronization

/// The keys that issuers sign with, as these publish them.
package final class IssuerKeys: Sendable {
    /// Reads an address that is named in the configuration, or by an issuer that is: the body of a 200.
    package typealias Fetch = @Sendable (_ url: String) async throws -> [UInt8]

    /// Seconds after which keys are asked for again, so that one that was withdrawn goes.
    private static let fresh = 3_600.0
    /// Where the issuer cannot be asked, its keys are believed for so many seconds more.
    private static let stale = 86_400.0
    /// An unknown key makes us ask once in so many seconds: whoever sends nonsense cannot make us ask more.
    private static let patience = 300.0

    private struct Known {
        var keys: [String: IssuerKey] = [:]
        /// Seconds since 1970.
        var asked = -Double.infinity
        var answered = -Double.infinity
        var pending: Task<[String: IssuerKey]?, Never>?
    }

    private let fetch: Fetch
    private let known = Mutex<[String: Known]>([:])

    package init(fetch: @escaping Fetch) { self.fetch = fetch }

    /// Whether the signature of a token is one of this issuer's; what its claims say is another question.
    ///
    /// `now`: seconds since 1970.
    package func holds(_ token: WebToken, issuer: String, now: Double) async -> Bool {
        guard let id = token.key, let key = await key(id, issuer, now) else { return false }
        return key.holds(token)
    }

    private func key(_ id: String, _ issuer: String, _ now: Double) async -> IssuerKey? {
        let task: Task<[String: IssuerKey]?, Never>? = known.withLock { known in
            var own = known[issuer] ?? Known()
            let isKnown = own.keys[id] != nil && now - own.answered < Self.fresh
            guard !isKnown else { return nil }
            if let pending = own.pending { return pending }
            guard now - own.asked >= Self.patience else { return nil }
            own.asked = now
            let task = Task { [fetch] in await Self.keys(of: issuer, fetch) }
            own.pending = task
            known[issuer] = own
            return task
        }
        guard let task else { return known.withLock { Self.believed($0[issuer], id, now) } }
        let keys = await task.value
        return known.withLock { known in
            known[issuer]?.pending = nil
            if let keys {
                known[issuer]?.keys = keys
                known[issuer]?.answered = now
            }
            return Self.believed(known[issuer], id, now)
        }
    }

    private static func believed(_ known: Known?, _ id: String, _ now: Double) -> IssuerKey? {
        known.flatMap { now - $0.answered < stale ? $0.keys[id] : nil }
    }

    /// nil where the issuer cannot be asked or says what cannot be read.
    private static func keys(of issuer: String, _ fetch: Fetch) async -> [String: IssuerKey]? {
        guard let address = await IssuerDocument(of: issuer, fetch)?["jwks_uri"], let list = try? await fetch(address),
            let keys = (try? JSON(parsing: list))?["keys"]?.array
        else { return nil }
        var found: [String: IssuerKey] = [:]
        for json in keys.prefix(100) {
            guard let id = json["kid"]?.string, let key = IssuerKey(json) else { continue }
            found[id] = key
        }
        return found
    }
}

/// A public key as JWK has it (RFC 7517).
private struct IssuerKey: Sendable {
    private enum Kind {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
    }

    private static let shortest = 256

    private let kind: Kind
    private let algorithm: WebToken.Algorithm?

    /// nil for keys of other kinds, for short ones, and for those that are not for signatures.
    init?(_ json: JSON) {
        guard json["use"]?.string.map({ $0 == "sig" }) ?? true else { return nil }
        if let name = json["alg"]?.string {
            guard let known = WebToken.Algorithm(rawValue: name) else { return nil }
            algorithm = known
        } else {
            algorithm = nil
        }
        let part = { (name: String) in json[name]?.string.flatMap { WebToken.bytes($0) } }
        switch json["kty"]?.string {
        case "RSA":
            guard let modulus = part("n"), let exponent = part("e"),
                modulus.drop(while: { $0 == 0 }).count >= Self.shortest,
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { return nil }
            kind = .rsa(key)
        case "EC" where json["crv"]?.string == "P-256":
            guard let x = part("x"), let y = part("y"),
                let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
            else { return nil }
            kind = .p256(key)
        default: return nil
        }
    }

    func holds(_ token: WebToken) -> Bool {
        guard algorithm == nil || algorithm == token.algorithm else { return false }
        switch (kind, token.algorithm) {
        case (.rsa(let key), .RS256): return Self.holds(key, token, SHA256.hash(data: token.signed))
        case (.rsa(let key), .RS384): return Self.holds(key, token, SHA384.hash(data: token.signed))
        case (.rsa(let key), .RS512): return Self.holds(key, token, SHA512.hash(data: token.signed))
        case (.p256(let key), .ES256):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature) else {
                return false
            }
            return key.isValidSignature(signature, for: SHA256.hash(data: token.signed))
        // A key of another kind than the algorithm is for: the trick by which public keys became shared secrets.
        default: return false
        }
    }

    private static func holds(_ key: _RSA.Signing.PublicKey, _ token: WebToken, _ digest: some Digest) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
        return key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
    }
}
