package import Core

/// A run's annotations in the order in which a reader of a change wants them: what the change touches first, the worst first.
package struct AnnotationList: Sendable {
    let annotations: [Annotation]
    /// How many of the first ones lie on lines that the change adds or edits.
    package let inChange: Int

    /// All that a run has to say at lines.
    ///
    /// `change`: what is judged against its base; nil where that is not known.
    /// `folder`: the project's folder within its repository, without a `/` at its end; empty for the repository itself.
    package init(_ summary: RunSummary, change: ChangeSet?, folder: String = "") {
        let lines = ChangedLines(change)
        let all = Annotation.all(of: summary)
        let touched = all.filter { lines.contain($0) }
        inChange = touched.count
        annotations = (touched + all.filter { !lines.contain($0) }).map { $0.moved(into: folder) }
    }

    package var count: Int { annotations.count }
}

/// The lines that a change adds or edits, by their files.
private struct ChangedLines {
    private let added: [String: [ClosedRange<UInt32>]]

    init(_ change: ChangeSet?) {
        let files = change?.files.filter { $0.kind != .deleted } ?? []
        added = Dictionary(files.map { ($0.path, $0.added) }) { $0 + $1 }
    }

    /// One without a line is about its whole file.
    func contain(_ annotation: Annotation) -> Bool {
        guard let file = annotation.file, let ranges = added[file] else { return false }
        guard let line = annotation.line.flatMap({ UInt32(exactly: $0) }) else { return true }
        return ranges.contains { $0.contains(line) }
    }
}

extension Annotation {
    /// The same with its path counted from the repository, in a folder of which the project lies.
    fileprivate func moved(into folder: String) -> Annotation {
        guard !folder.isEmpty, let file, !file.hasPrefix("/") else { return self }
        var moved = self
        moved.file = "\(folder)/\(file)"
        return moved
    }

    /// All of a run, the worst first, with paths counted from the repository.
    static func all(of summary: RunSummary, in folder: String) -> [Annotation] {
        all(of: summary).map { $0.moved(into: folder) }
    }
}
