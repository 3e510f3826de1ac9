/// What a project says of what outlives a run: the key `storage`.
package struct StorageSettings: Sendable, Hashable {
    /// Where results lie that several machines share: a folder; nil for none but the checkout's own.
    package var cache: String?
    /// Bytes that each folder of results may take.
    package var cacheLimit: Double
    /// Bytes that the reports and artifacts kept of one run may take.
    package var artifactLimit: Double

    /// When copies of reports and artifacts of earlier runs go; nil for once there are twenty newer runs.
    package var artifactCleanup: CleanupTime?

    /// Package managers keep what they fetch between runs, by their lock files (`dependencies: volume_mount`).
    package var mountsDependencies = false
    /// Steps of a run share a folder in memory (`test_data: in_memory_cache`).
    package var sharesTestData = false

    package static let defaultCacheLimit: Double = 5e9
    package static let defaultArtifactLimit: Double = 1e9

    package init(
        cache: String? = nil,
        cacheLimit: Double = Self.defaultCacheLimit,
        artifactLimit: Double = Self.defaultArtifactLimit
    ) {
        self.cache = cache
        self.cacheLimit = cacheLimit
        self.artifactLimit = artifactLimit
    }
}

extension Project {
    /// The age from which on no criterion of the gates would believe a cached result; nil where none minds.
    package var maximalAge: Duration? { gates.flatMap(\.criteria).compactMap(\.qualifiers.maxAge).min() }
}
