import Core
internal import Crypto

/// Signs messages as Standard Webhooks has it: HMAC-SHA256 of id, time and body.
package enum WebhookSignature {
    /// The three headers; nil where the secret is none (`whsec_` and 24 to 64 bytes in base64).
    package static func headers(
        id: String,
        time: Double,
        body: [UInt8],
        secret: String
    ) -> [HTTPRequest.Header]? {
        let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
        guard let key = Base64.decode(text), (16...64).contains(key.count) else { return nil }
        let stamp = "\(Int(time))"
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(stamp).".utf8) + body,
            using: SymmetricKey(data: key)
        )
        return [
            .init("webhook-id", id), .init("webhook-timestamp", stamp),
            .init("webhook-signature", "v1,\(Base64.encode(Array(code)))"),
        ]
    }
}
