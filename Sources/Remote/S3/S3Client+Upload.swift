extension S3Client {
    /// Puts an object, in parts where it is large, and makes sure that the server holds these bytes.
    package func put(_ key: String, _ content: UploadContent, type: String) async throws(RemoteError) -> StoredObject {
        let digest = content.digest
        let headers = [
            HTTPRequest.Header("content-type", type),
            HTTPRequest.Header("x-amz-meta-\(ObjectDigest.name)", digest.sha256),
        ]
        let size = content.size
        let part = max(partSize, (size + Self.partLimit - 1) / Self.partLimit)
        let stored =
            try await size > part
            ? putParts(key, content, size: part, headers: headers)
            : putWhole(key, content.bytes(0..<size), headers: headers, digest: digest)
        if !stored.isConfirmed { try await readBack(key, digest, size: size) }
        return StoredObject(place: place(key), size: size, sha256: digest.sha256, version: stored.version)
    }

    private struct Stored {
        var version: String?
        /// Whether the server's own digest is that of the bytes that went out.
        var isConfirmed: Bool
    }

    private func putWhole(
        _ key: String,
        _ bytes: [UInt8],
        headers: [HTTPRequest.Header],
        digest: ObjectDigest
    ) async throws(RemoteError) -> Stored {
        let checksum = HTTPRequest.Header("x-amz-checksum-sha256", digest.sha256Base64)
        let response = try await send("PUT", key, headers: headers + [checksum], body: bytes)
        try check(response, key)
        return Stored(
            version: response.header("x-amz-version-id"),
            isConfirmed: try confirms(response, digest, key)
        )
    }

    /// Whether the server says that it holds these bytes; that it holds others is an error.
    ///
    /// An entity tag is a digest with some servers and some ways of encryption only: one that differs proves nothing yet.
    private func confirms(_ response: HTTPResponse, _ digest: ObjectDigest, _ key: String) throws(RemoteError) -> Bool {
        if let told = response.header("x-amz-checksum-sha256") {
            guard told == digest.sha256Base64 else {
                throw RemoteError(
                    place(key),
                    "the server says that it holds other bytes than were sent",
                    status: response.status
                )
            }
            return true
        }
        return response.header("etag").map { $0.filter { $0 != "\"" }.lowercased() == digest.md5 } ?? false
    }

    private func readBack(_ key: String, _ digest: ObjectDigest, size: Int) async throws(RemoteError) {
        guard let bytes = try await get(key, limit: size + 1) else {
            throw RemoteError(place(key), "the server has taken it, and has it not")
        }
        guard ObjectDigest(bytes).sha256 == digest.sha256 else {
            throw RemoteError(place(key), "the server holds other bytes than were sent")
        }
    }

    private func putParts(
        _ key: String,
        _ content: UploadContent,
        size: Int,
        headers: [HTTPRequest.Header]
    ) async throws(RemoteError) -> Stored {
        let begun = try await send("POST", key, query: [RemoteURL.Pair("uploads", "")], headers: headers)
        try check(begun, key)
        guard let upload = S3Answer.text("InitiateMultipartUploadResult/UploadId", in: begun.body) else {
            throw RemoteError(place(key), "the server gives no id for an upload in parts", status: begun.status)
        }
        do throws(RemoteError) {
            let tags = try await sendParts(key, upload, content, size: size)
            return try await complete(key, upload, tags, of: content, size: size)
        } catch {
            // Parts that nobody completes cost money until somebody removes them.
            _ = try? await send("DELETE", key, query: [RemoteURL.Pair("uploadId", upload)])
            throw error
        }
    }

    /// The parts' entity tags in their order.
    private func sendParts(
        _ key: String,
        _ upload: String,
        _ content: UploadContent,
        size: Int
    ) async throws(RemoteError) -> [String] {
        let count = (content.size + size - 1) / size
        let results = await withTaskGroup(of: (Int, Result<String, RemoteError>).self) { group in
            var tags: [Int: Result<String, RemoteError>] = [:]
            var next = 0
            while tags.count < count {
                while next < count, next - tags.count < Self.width {
                    let number = next
                    group.addTask { (number, await sendPart(key, upload, content, number: number, size: size)) }
                    next += 1
                }
                guard let (number, result) = await group.next() else { break }
                tags[number] = result
                if case .failure = result {
                    group.cancelAll()
                    break
                }
            }
            return tags
        }
        var tags: [String] = []
        for result in results.values { _ = try result.get() }
        for number in 0..<count { if let tag = try results[number]?.get() { tags.append(tag) } }
        return tags
    }

    private func sendPart(
        _ key: String,
        _ upload: String,
        _ content: UploadContent,
        number: Int,
        size: Int
    ) async -> Result<String, RemoteError> {
        let bytes = content.bytes(number * size..<min(content.size, (number + 1) * size))
        let query = [RemoteURL.Pair("partNumber", "\(number + 1)"), RemoteURL.Pair("uploadId", upload)]
        do throws(RemoteError) {
            let response = try await send("PUT", key, query: query, body: bytes)
            try check(response, key)
            guard let tag = response.header("etag") else {
                throw RemoteError(place(key), "the server gives no tag for a part", status: response.status)
            }
            return .success(tag)
        } catch {
            return .failure(error)
        }
    }

    private func complete(
        _ key: String,
        _ upload: String,
        _ tags: [String],
        of content: UploadContent,
        size: Int
    ) async throws(RemoteError) -> Stored {
        let parts = tags.enumerated().map { index, tag in
            "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(Self.escaped(tag))</ETag></Part>"
        }
        let document = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
        let response = try await send(
            "POST",
            key,
            query: [RemoteURL.Pair("uploadId", upload)],
            body: Array(document.utf8)
        )
        try check(response, key)
        if S3Answer.isFailure(response) {
            throw RemoteError(place(key), S3Answer.problem(response), status: response.status)
        }
        let told = S3Answer.text("CompleteMultipartUploadResult/ETag", in: response.body)?.filter { $0 != "\"" }
        return Stored(
            version: response.header("x-amz-version-id"),
            isConfirmed: told?.lowercased() == ObjectDigest.tag(of: content, partSize: size)
        )
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}
