/// The forms that a report can have, by the words of `--format` and of `reporting.format`.
package enum ReportForm: String, Sendable, Hashable, CaseIterable {
    case text
    case json
    case markdown
    case comment
    case html
    case sarif
    case codeQuality = "code-quality"
    case junit
    case ctrf
    case badge
    case shields

    /// The file that holds it in a run's folder, and where reports are kept.
    package var fileName: String {
        switch self {
        case .text: "report.txt"
        case .json: "report.json"
        case .markdown: "report.md"
        case .comment: "comment.md"
        case .html: "report.html"
        case .sarif: "report.sarif"
        case .codeQuality: "code-quality.json"
        case .junit: "junit.xml"
        case .ctrf: "ctrf.json"
        case .badge: "badge.svg"
        case .shields: "badge.json"
        }
    }

    /// What a web server says of such a file.
    package var contentType: String {
        switch self {
        case .text: "text/plain; charset=utf-8"
        case .json, .codeQuality, .ctrf, .shields: "application/json"
        case .sarif: "application/sarif+json"
        case .markdown, .comment: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        case .junit: "application/xml"
        case .badge: "image/svg+xml"
        }
    }
}

/// How a test that was tried several times stands in JUnit XML, for which there is no common form.
package enum RetryForm: String, Sendable, Hashable, CaseIterable {
    /// The try that decided, and nothing of the others.
    case decided = "final"
    /// Beside it the failed tries, as Maven Surefire writes them: `flakyFailure`, `rerunFailure`.
    case surefire
    /// Each try as a test case of its own, the one that decided last.
    case duplicates
}

/// Of which files the page carries the source lines.
package enum SourceChoice: String, Sendable, Hashable, CaseIterable {
    /// Of those that the change touches.
    case changed
    case all
    case none
}
