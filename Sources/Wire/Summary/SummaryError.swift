/// Why bytes are not a summary that can be loaded, and where in them.
package struct SummaryError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Some other document, or none at all.
        case notASummary
        /// A summary of a version that this Assay does not read.
        case version(Int)
        /// The end is missing: what is there must not be taken for the whole.
        case truncated
        /// A summary with a value that cannot be.
        case malformed
    }

    package let kind: Kind
    /// A lowercase fragment that names what is wrong and what to do.
    package let message: String
    /// From 1.
    package let line: Int
    /// From 1.
    package let column: Int
    /// In bytes, from 0.
    package let offset: Int

    package var description: String { "line \(line), column \(column): \(message)" }
}
