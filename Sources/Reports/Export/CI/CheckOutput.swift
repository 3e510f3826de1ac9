package import Core

/// What a check of GitHub shows: a title, a text, and annotations in portions.
package struct CheckOutput: Sendable {
    package struct Note: Sendable, Hashable {
        package var path: String
        package var line: Int
        /// `failure`, `warning` or `notice`.
        package var level: String
        package var title: String
        package var message: String
    }

    package var title: String
    /// At most `textLimit` bytes.
    package var summary: String
    package var notes: [Note]

    /// Bytes that GitHub takes of a summary.
    package static let textLimit = 65_535
    /// Annotations in one request.
    package static let portion = 50
    /// More are not read by anybody, and each 50 of them are a request.
    package static let noteLimit = 500
    private static let messageLimit = 4_000

    package init(_ summary: RunSummary, _ annotations: AnnotationList) {
        let placed = annotations.annotations.filter { $0.file != nil }
        notes = placed.prefix(Self.noteLimit).map { annotation in
            Note(
                path: annotation.file ?? "",
                line: max(1, annotation.line ?? 1),
                level: annotation.level == .error ? "failure" : annotation.level.word,
                title: CleanText.line(annotation.title, limit: 200),
                message: CleanText.block(annotation.message, limit: Self.messageLimit)
            )
        }
        let headline = VerdictView(summary, ReportOptions()).headline
        title = [Display.word(headline.verdict), headline.tally].filter { !$0.isEmpty }.joined(separator: ": ")
        let left = annotations.count - notes.count
        let more = left > 0 ? "\n\n\(left) more problems are in the report." : ""
        let bytes = CommentReport.bytes(summary, limit: Self.textLimit - more.utf8.count)
        self.summary = String(decoding: bytes, as: UTF8.self) + more
    }

    /// What is said where no run came to its end: nothing was judged, which is not green.
    package init(unfinished reason: String) {
        title = "no verdict"
        summary = "Assay came to no verdict: \(MarkdownText.inline(reason))\n\nUnmeasured is not green."
        notes = []
    }

    /// The annotations in portions of which each fits a request; one, that is empty, where there is none.
    package var portions: [[Note]] {
        guard !notes.isEmpty else { return [[]] }
        return stride(from: 0, to: notes.count, by: Self.portion).map { start in
            Array(notes[start..<min(notes.count, start + Self.portion)])
        }
    }
}
