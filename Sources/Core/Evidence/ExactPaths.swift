/// Tells paths that are the project's own from those that must be looked into, of reports that repeat them.
///
/// A reader gives a path that repeats the same memory each time. So a path that was looked up is known again by where it
/// lies, without a look at what it says: the reports that are asked about keep it there meanwhile.
struct ExactPaths {
    let paths: PathMapper
    /// Where paths lie that are exact, each at a place that its address says; 0 where none is known.
    private var known = [UInt](repeating: 0, count: 1 << 14)

    init(_ paths: PathMapper) { self.paths = paths }

    /// Whether a path, if there is one, is that of a file of the project and can mean no other.
    mutating func holds(_ path: String?, roots: [String] = []) -> Bool {
        guard let path else { return true }
        // What is short lies in no memory of its own.
        guard path.utf8.count > 15, roots.count <= 1 else { return paths.isExact(path, roots: roots) }
        let address = path.utf8.withContiguousStorageIfAvailable { UInt(bitPattern: $0.baseAddress) } ?? 0
        let place = Int(truncatingIfNeeded: (address &>> 4) &* 0x9E37_79B9 &>> 16) & (known.count - 1)
        if address != 0, known[place] == address { return true }
        guard paths.isExact(path) else { return false }
        known[place] = address
        return true
    }
}
