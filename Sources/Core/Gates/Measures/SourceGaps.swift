/// Source files that some globs name and that no coverage report mentions, whatever their language.
struct SourceGaps {
    private(set) var files: [String] = []
    /// Headers of C and C++: most hold declarations only, and tools mention those alone that hold code.
    private(set) var headers: [String] = []

    /// A file without code, as `__init__.py` often is, is no gap.
    init(_ globs: [String], _ evidence: Evidence) {
        guard !evidence.surroundings.isEarlier else { return }
        var matcher = GlobMatcher(globs.map { Glob($0) })
        let measured = Set(evidence.coverage.files.map(\.path))
        let suffixes = Set(evidence.coverage.files.compactMap { FileRole.suffix(of: $0.path) })
        for file in evidence.surroundings.projectFiles where matcher.matches(file) && !measured.contains(file) {
            let isKnown = FileRole.suffix(of: file).map(suffixes.contains) ?? false
            guard FileRole.isSource(file) || isKnown, FileRole.of(file) == .product, !evidence.paths.isIgnored(file),
                !evidence.surroundings.codeless.contains(file)
            else { continue }
            if FileRole.isHeader(file) { headers.append(file) } else { files.append(file) }
        }
    }
}
