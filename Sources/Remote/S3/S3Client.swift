/// The few calls of S3 that storage needs, on one bucket.
package struct S3Client: Sendable {
    package let bucket: String
    let settings: AWSSettings
    let session: HTTPSession
    /// A larger object is sent in parts of at least this many bytes.
    let partSize: Int

    package static let usualPartSize = 8 << 20
    /// S3 takes so many parts at most.
    static let partLimit = 10_000
    /// More names than anybody has runs.
    static let listLimit = 1_000_000
    /// How many parts are under way at once.
    static let width = 4

    package init(
        bucket: String,
        settings: AWSSettings,
        session: HTTPSession,
        partSize: Int = S3Client.usualPartSize
    ) throws(RemoteError) {
        self.bucket = bucket
        self.settings = settings
        self.session = session
        self.partSize = max(1, partSize)
        if let problem = settings.problem { throw RemoteError("s3://\(bucket)", problem) }
        guard settings.credentials != nil else {
            throw RemoteError(
                "s3://\(bucket)",
                "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile in ~/.aws/credentials"
            )
        }
    }

    /// The bytes of an object; nil where there is none.
    ///
    /// What the server gives must be what its digest says, where it was put there with one.
    package func get(_ key: String, limit: Int) async throws(RemoteError) -> [UInt8]? {
        let response = try await send("GET", key, limit: limit)
        if response.status == 404, S3Answer.text("Error/Code", in: response.body) != "NoSuchBucket" { return nil }
        try check(response, key)
        if let told = response.header("x-amz-meta-\(ObjectDigest.name)"), told != ObjectDigest(response.body).sha256 {
            throw RemoteError(
                place(key),
                "the server gives bytes that are not those of its digest",
                status: response.status
            )
        }
        return response.body
    }

    /// The names below a prefix that are greater than `after`, in the order of their bytes, without the prefix.
    package func list(_ prefix: String, after: String? = nil) async throws(RemoteError) -> [String] {
        var keys: [String] = []
        var token: String?
        repeat {
            var query = [RemoteURL.Pair("list-type", "2"), RemoteURL.Pair("prefix", prefix)]
            if let after { query.append(RemoteURL.Pair("start-after", prefix + after)) }
            if let token { query.append(RemoteURL.Pair("continuation-token", token)) }
            let response = try await send("GET", "", query: query)
            try check(response, prefix)
            guard let texts = S3Answer.texts(response.body) else {
                throw RemoteError(place(prefix), "the list of the server cannot be read", status: response.status)
            }
            let found = texts.filter { $0.path == "Contents/Key" && $0.text.hasPrefix(prefix) }
            keys += found.map { String($0.text.dropFirst(prefix.count)) }
            let isWhole = texts.first { $0.path == "ListBucketResult/IsTruncated" }?.text != "true"
            let next = texts.first { $0.path == "ListBucketResult/NextContinuationToken" }?.text
            // A server that repeats itself would keep us for ever.
            guard !isWhole, let next, next != token, !found.isEmpty else { break }
            token = next
        } while keys.count < Self.listLimit
        return keys
    }

    // MARK: Parts that uploads share

    func place(_ key: String) -> String { "s3://\(bucket)/\(key)" }

    func check(_ response: HTTPResponse, _ key: String) throws(RemoteError) {
        if response.isSuccess { return }
        throw RemoteError(place(key), S3Answer.problem(response), status: response.status)
    }

    func send(
        _ method: String,
        _ key: String,
        query: [RemoteURL.Pair] = [],
        headers: [HTTPRequest.Header] = [],
        body: [UInt8] = [],
        limit: Int = 64 << 20
    ) async throws(RemoteError) -> HTTPResponse {
        var region = settings.region
        let response = try await send(method, key, query, headers, body, region, limit)
        // A bucket of another region says which: with that the signature holds.
        guard settings.endpoint == nil, [301, 307, 400].contains(response.status),
            let told = response.header("x-amz-bucket-region"), told != region
        else { return response }
        region = told
        return try await send(method, key, query, headers, body, region, limit)
    }

    private func send(
        _ method: String,
        _ key: String,
        _ query: [RemoteURL.Pair],
        _ headers: [HTTPRequest.Header],
        _ body: [UInt8],
        _ region: String,
        _ limit: Int
    ) async throws(RemoteError) -> HTTPResponse {
        guard let credentials = settings.credentials else { throw RemoteError(place(key), "no credentials") }
        let signature = SignatureV4(credentials: credentials, region: region)
        var url = address(region)
        if !key.isEmpty { url = url.appending(key) }
        url.query = query
        let request = HTTPRequest(method, url, headers: headers, body: body)
        do throws(RemoteError) {
            return try await session.send(limit: limit) { signature.signed(request, at: $0) }
        } catch {
            throw RemoteError(place(key), error.reason, status: error.status, isAmbiguous: error.isAmbiguous)
        }
    }

    /// The bucket's address: in the path of another server, in the host's name at Amazon where that can hold it.
    private func address(_ region: String) -> RemoteURL {
        if let endpoint = settings.endpoint { return endpoint.appending(bucket) }
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        let isName = bucket.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        if isName { return RemoteURL(scheme: "https", host: "\(bucket).s3.\(region).\(domain)") }
        return RemoteURL(scheme: "https", host: "s3.\(region).\(domain)").appending(bucket)
    }
}
