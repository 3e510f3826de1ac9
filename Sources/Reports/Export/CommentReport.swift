package import Core

/// A run as one comment of a code host, which takes no more than 65,536 characters: the worst first, whole parts only.
package enum CommentReport {
    /// Bytes, which are never fewer than characters: places that count bytes take one less than those that count characters.
    package static let limit = 65_535
    /// By which a program finds the comment that it wrote before.
    package static let marker = "<!-- assay: report -->"

    /// The comment as UTF-8, of at most `limit` bytes.
    package static func bytes(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        limit: Int = limit
    ) -> [UInt8] {
        let parts = MarkdownReport.parts(summary, details, options)
        let room = limit - marker.utf8.count - 200
        var (text, left) = ("", 0)
        for part in parts where !part.isEmpty {
            let needed = part.utf8.count + 2
            if text.utf8.count + needed <= room {
                text += (text.isEmpty ? "" : "\n\n") + part
            } else if text.isEmpty {
                // Even a first part that is too long by itself says its beginning.
                text = cut(part, to: room)
                left += 1
            } else {
                left += 1
            }
        }
        if left > 0 {
            text += "\n\n<sub>\(Display.count(left, "part")) of \(parts.count { !$0.isEmpty }) left out here: "
            text += "a comment holds no more; the run's page has all of them.</sub>"
        }
        return Array("\(marker)\n\(text)\n".utf8)
    }

    /// A beginning that ends with a whole line.
    private static func cut(_ text: String, to limit: Int) -> String {
        let utf8 = text.utf8
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit), limitedBy: utf8.endIndex) ?? utf8.endIndex
        while end > utf8.startIndex, end < utf8.endIndex, utf8[end] != 0x0A { end = utf8.index(before: end) }
        return String(text[..<end])
    }
}
