/// Which slice of which plan a run was.
package struct SliceRecord: Sendable, Hashable {
    package var digest: String
    /// From 1.
    package var index: Int
    package var count: Int

    package init(digest: String, index: Int, count: Int) {
        self.digest = digest
        self.index = index
        self.count = count
    }
}
