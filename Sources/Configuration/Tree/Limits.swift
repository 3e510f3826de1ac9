/// Bounds that no honest configuration reaches and that keep a hostile one from costing time or memory.
package enum Limits {
    /// Bytes of one file.
    package static let fileSize = 4 << 20
    /// Bytes of one line.
    package static let lineLength = 65_536
    /// Mappings and lists inside each other.
    package static let depth = 64
    /// Nodes of all files together, aliases expanded.
    package static let nodes = 200_000
    /// Cells of one criterion.
    package static let cells = 10_000
    /// Files of one configuration.
    package static let files = 100
}
