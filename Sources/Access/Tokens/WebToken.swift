import Core
package import Scanning

/// A JSON Web Token (RFC 7519) in its compact form, taken apart and not yet believed.
package struct WebToken: Sendable {
    package static let longest = 16 << 10
    /// The algorithms that are taken; a token that names another one is none, whatever its signature.
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case RS256, RS384, RS512, ES256
    }

    package let algorithm: Algorithm
    /// Which of the issuer's keys it says it is signed with.
    package let key: String?
    package let claims: JSON
    /// What the signature is of.
    package let signed: [UInt8]
    package let signature: [UInt8]

    /// nil for anything but three parts in Base64 without padding, of which two are objects of JSON.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Self.bytes(parts[0]).flatMap({ try? JSON(parsing: $0) }),
            let claims = Self.bytes(parts[1]).flatMap({ try? JSON(parsing: $0) }), claims.object != nil,
            let signature = Self.bytes(parts[2]), !signature.isEmpty,
            let algorithm = head["alg"]?.string.flatMap({ Algorithm(rawValue: $0) }),
            // An extension that must be understood is not.
            head["crit"] == nil
        else { return nil }
        self.algorithm = algorithm
        key = head["kid"]?.string
        self.claims = claims
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    /// Base64 for URLs, without padding.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.utf8.contains(UInt8(ascii: "=")), !text.utf8.contains(UInt8(ascii: "+")),
            !text.utf8.contains(UInt8(ascii: "/"))
        else { return nil }
        let padding = (4 - text.utf8.count % 4) % 4
        return padding == 3 ? nil : Base64.decode(String(text) + String(repeating: "=", count: padding))
    }

    /// Such as `iss`; nil where it is no text.
    package subscript(name: String) -> String? { claims[name]?.string }

    /// What must hold of a token besides its signature.
    package struct Rule: Sendable, Hashable {
        package var issuer: String
        package var audience: String
        /// nil where no answer to a question of ours is expected.
        package var nonce: String?
        /// Seconds that clocks may differ.
        package var skew = 60.0
        /// Seconds that a token may hold at most: what holds for days is no token of a job.
        package var longest = 86_400.0

        package init(issuer: String, audience: String, nonce: String? = nil) {
            self.issuer = issuer
            self.audience = audience
            self.nonce = nonce
        }
    }

    /// Why it is not to be believed, for the log; nil where it holds.
    ///
    /// `now`: seconds since 1970.
    package func problem(_ rule: Rule, now: Double) -> String? {
        guard self["iss"] == rule.issuer else { return "it is of another issuer" }
        let audiences = self["aud"].map { [$0] } ?? claims["aud"]?.array?.compactMap(\.string) ?? []
        guard audiences.contains(rule.audience) else { return "it is for another server" }
        // Several audiences, of which one that we trust has asked for it.
        if audiences.count > 1, let party = self["azp"], party != rule.audience { return "another party asked for it" }
        guard let expires = claims["exp"]?.double, let issued = claims["iat"]?.double else {
            return "it does not say how long it holds"
        }
        guard now < expires + rule.skew else { return "it holds no more" }
        guard issued <= now + rule.skew, (claims["nbf"]?.double ?? issued) <= now + rule.skew else {
            return "it does not hold yet"
        }
        guard expires - issued <= rule.longest else { return "it holds too long" }
        guard self["sub"]?.isEmpty == false else { return "it names nobody" }
        if let nonce = rule.nonce, self["nonce"] != nonce { return "it answers another question" }
        return nil
    }
}
