/// A place that takes objects by name.
package protocol ObjectStore: Sendable {
    /// Puts an object under a name such as `20261128-183152-a1b2/report.html`, in place of one that is there.
    func put(_ name: String, _ content: UploadContent, type: String) async throws(RemoteError) -> StoredObject
}

/// A place that also gives back what it keeps.
package protocol ReadableStore: ObjectStore {
    /// nil where there is no such object; one of more than `limit` bytes is an error.
    func get(_ name: String, limit: Int) async throws(RemoteError) -> [UInt8]?

    /// The names that are greater than `after`, in the order of their bytes.
    func list(after: String?) async throws(RemoteError) -> [String]
}

/// A bucket, or what lies below a prefix of it.
package struct S3Store: ReadableStore {
    private let client: S3Client
    private let prefix: String

    /// `prefix` has no `/` at its ends.
    package init(_ client: S3Client, prefix: String) {
        self.client = client
        self.prefix = prefix.isEmpty ? "" : prefix + "/"
    }

    package func put(_ name: String, _ content: UploadContent, type: String) async throws(RemoteError) -> StoredObject {
        try await client.put(prefix + name, content, type: type)
    }

    package func get(_ name: String, limit: Int) async throws(RemoteError) -> [UInt8]? {
        try await client.get(prefix + name, limit: limit)
    }

    package func list(after: String?) async throws(RemoteError) -> [String] {
        try await client.list(prefix, after: after)
    }
}
