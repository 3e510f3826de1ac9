/// Paths of one report that begin outside of the project: what stands in front of the project's own part is inferred.
///
/// Each path is for the beginning that leaves most of it: `/app/` for `/app/src/a.py`, where `src/a.py` is a file.
/// `/app/pkg/b.py` is then not taken for `b.py` at the root: `/app/` is known, and has no `pkg/b.py`.
struct PathGuesses {
    private var found: [(beginning: Substring, file: String)?]
    private var votes: [Substring: Int] = [:]

    init(_ paths: [ReportedPath], files: Set<String>) {
        found = paths.map { path in
            for ending in path.endings where ending.startIndex > path.text.startIndex {
                let file = String(ending)
                if files.contains(file) { return (path.text[..<ending.startIndex], file) }
            }
            return nil
        }
        for case let guess? in found { votes[guess.beginning, default: 0] += 1 }
    }

    /// The file of the path at a position; nil where none is likely.
    func file(at position: Int) -> String? {
        guard let (beginning, file) = found[position] else { return nil }
        let own = votes[beginning] ?? 0
        var shorter = beginning.dropLast()
        while let slash = shorter.lastIndex(of: "/") {
            let outer = shorter[...slash]
            if let votes = votes[outer], votes >= own { return nil }
            shorter = shorter[..<slash]
        }
        return file
    }
}
