/// Where a result comes from that a step did not have to make again.
package struct CacheOrigin: Sendable, Hashable {
    /// The run that made it.
    package var run: String
    /// When; seconds since 1970.
    package var stored: Double
    package var key: String

    package init(run: String, stored: Double, key: String) {
        self.run = run
        self.stored = stored
        self.key = key
    }
}

/// What became of the wish to take a result from the cache, or to keep one.
package enum CacheNote: Sendable, Hashable {
    case hit(CacheOrigin)
    /// What has changed, or why nothing was looked for.
    case missed(reasons: [String])
    case stored(key: String)
    case notStored(reason: String)
}
