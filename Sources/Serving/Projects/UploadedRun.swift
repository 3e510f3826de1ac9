/// A run whose reports were sent without Assay, once all have come or none is waited for any more.
package struct UploadedRun: Sendable, Hashable {
    package var manifest: UploadManifest
    package var files: [UploadedFile]
    /// The parts that did not come.
    package var missing: [String]
}

/// A report file that was sent.
package struct UploadedFile: Sendable, Hashable {
    package var shard: String
    /// As its sender calls it, without folders.
    package var name: String
    /// Absolute path.
    package var path: String
}
