/// A file that is kept with the run, as one try of a step left it.
package struct KeptCopy: Sendable, Hashable {
    package enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Evidence: one of the step's `reports`.
        case report
        /// One of its `artifacts`.
        case artifact
    }

    /// Where the step wrote it, relative to the project's root.
    package var path: String
    /// Where the copy lies, relative to the run's folder; nil where there was no room for it.
    package var copy: String?
    package var bytes: Int
    package var purpose: Purpose

    package init(path: String, copy: String?, bytes: Int, purpose: Purpose) {
        self.path = path
        self.copy = copy
        self.bytes = bytes
        self.purpose = purpose
    }
}
