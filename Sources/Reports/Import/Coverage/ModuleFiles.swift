import Core

/// Keeps files apart that several modules of one report name alike: `com/acme/Util.java` of `billing` and of `shipping`.
///
/// Whether they are one file after all, only the project's files can tell.
struct ModuleFiles {
    /// The module that a path was first named in.
    private var first: [String: String] = [:]
    private static let separator: Character = "\u{0}"

    /// What to gather a file's lines under: its path, and its module where another one has named the path before.
    mutating func key(of path: String, in module: String) -> String {
        guard let known = first[path] else {
            first[path] = module
            return path
        }
        return known == module ? path : path + String(Self.separator) + module
    }

    /// The files under their paths; those that several modules name say which module is theirs.
    ///
    /// Where they have no line in common they are parts of one file, and say nothing.
    func named(_ files: [FileCoverage]) -> [FileCoverage] {
        let others = files.indices.filter { files[$0].path.utf8.contains(0) }
        guard !others.isEmpty else { return files }
        var files = files
        var places = Dictionary(files.indices.map { (files[$0].path, [$0]) }) { first, _ in first }
        var united: Set<Int> = []
        for index in others {
            let parts = files[index].path.split(separator: Self.separator, omittingEmptySubsequences: false)
            let path = String(parts[0])
            files[index].path = path
            let namesakes = places[path] ?? []
            if let first = namesakes.first, namesakes.allSatisfy({ !files[$0].lines.overlaps(files[index].lines) }) {
                files[first].join(files[index])
                united.insert(index)
                continue
            }
            files[index].module = parts.dropFirst().first.map(String.init)
            places[path] = namesakes + [index]
        }
        for (path, indices) in places where indices.count > 1 { files[indices[0]].module = first[path] }
        return united.isEmpty ? files : files.indices.filter { !united.contains($0) }.map { files[$0] }
    }
}

extension FileCoverage {
    /// Adds another part of the same file, of which this one has no line.
    fileprivate mutating func join(_ other: FileCoverage) {
        lines.unite(with: other.lines)
        functions = CoverageTotals.sum(functions, other.functions)
        statements = CoverageTotals.sum(statements, other.statements)
        instructions = CoverageTotals.sum(instructions, other.instructions)
    }
}
