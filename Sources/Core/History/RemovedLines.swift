/// The lines that a change takes out of the commit that it started from.
struct RemovedLines {
    /// Sorted ranges by the path that a file had there.
    let lines: [String: [ClosedRange<UInt32>]]

    /// nil where the change is not known, or started from another commit: its base names the commit by ten digits.
    init?(since commit: String?, _ change: ChangeSet?) {
        guard let commit, let change, change.base.hasSuffix(String(commit.prefix(10))) else { return nil }
        // A copy takes nothing out of the file that it was made from.
        lines = ChangeSet(base: change.base, files: change.files.filter { $0.kind != .copied }).removedLines
    }

    /// The evidence of a run at the base without the removed lines, and how many lines of coverage they are.
    func takenOut(of evidence: Evidence) -> (Evidence, Int) {
        var result = evidence
        var count = 0
        for index in result.coverage.files.indices {
            let all = result.coverage.files[index].lines
            guard let kept = rest(of: result.coverage.files[index]) else { continue }
            count += all.count - kept.count
            result.coverage.files[index].lines = kept
        }
        return (result, count)
    }

    /// The lines of a file of the base that the change leaves; nil where it takes none out.
    func rest(of file: FileCoverage) -> FileLines? {
        guard let ranges = lines[file.path], !ranges.isEmpty else { return nil }
        return Self.keeping(file.lines, outside: ranges.sorted { $0.lowerBound < $1.lowerBound })
    }

    private static func keeping(
        _ lines: FileLines,
        outside ranges: [ClosedRange<UInt32>]
    ) -> FileLines {
        var rest = ranges[...]
        let kept = lines.filter { entry in
            while let first = rest.first, first.upperBound < entry.line { rest.removeFirst() }
            return rest.first.map { entry.line < $0.lowerBound } ?? true
        }
        return FileLines(kept)
    }
}
