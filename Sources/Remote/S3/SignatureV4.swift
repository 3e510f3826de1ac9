internal import Core
internal import Crypto

/// Signs requests as Amazon's services want it (Signature Version 4), with the digest of the body.
package struct SignatureV4: Sendable {
    package var credentials: AWSCredentials
    package var region: String
    package var service: String

    package init(credentials: AWSCredentials, region: String, service: String = "s3") {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    /// The request with the headers that identify the caller; `now` in seconds since 1970.
    package func signed(_ request: HTTPRequest, at now: Double) -> HTTPRequest {
        let time = HTTPDate.compact(now) ?? "19700101T000000Z"
        let digest = Hexadecimal.text(SHA256.hash(data: request.body))
        var signed = request
        signed.headers.append(HTTPRequest.Header("host", request.url.authority))
        signed.headers.append(HTTPRequest.Header("x-amz-date", time))
        if service == "s3" { signed.headers.append(HTTPRequest.Header("x-amz-content-sha256", digest)) }
        if let token = credentials.token { signed.headers.append(HTTPRequest.Header("x-amz-security-token", token)) }
        let (canonical, names) = canonicalRequest(signed, digest: digest)
        let scope = "\(time.prefix(8))/\(region)/\(service)/aws4_request"
        let text = [Self.algorithm, time, scope, Hexadecimal.text(SHA256.hash(data: Array(canonical.utf8)))]
            .joined(separator: "\n")
        let signature = Hexadecimal.text(Self.code(text, key: key(day: String(time.prefix(8)))))
        let value =
            "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
        signed.headers.append(HTTPRequest.Header("authorization", value))
        return signed
    }

    /// What is signed, and the names of the headers in it.
    private func canonicalRequest(_ request: HTTPRequest, digest: String) -> (text: String, headers: String) {
        let sorted = request.headers.map { (name: $0.name.lowercased(), value: Self.collapsed($0.value)) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        let names = sorted.map(\.name).joined(separator: ";")
        let pairs = request.url.query.map { (PercentCode.encode($0.name), PercentCode.encode($0.value)) }
            .sorted { $0 < $1 }
        let query = pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let lines = sorted.map { "\($0.name):\($0.value)\n" }.joined()
        let plain = request.url.path.isEmpty ? "/" : request.url.path
        // All services but S3 encode the path a second time.
        let path = service == "s3" ? plain : PercentCode.encode(plain, keepsSlashes: true)
        let text = [request.method, path, query, lines, names, digest].joined(separator: "\n")
        return (text, names)
    }

    private func key(day: String) -> [UInt8] {
        var key = Array("AWS4\(credentials.secretKey)".utf8)
        for part in [day, region, service, "aws4_request"] { key = Self.code(part, key: key) }
        return key
    }

    private static func code(_ text: String, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }

    /// A header's value without space at its ends, and one space for several.
    private static func collapsed(_ value: String) -> String {
        value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
