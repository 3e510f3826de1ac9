package import Core
import Scanning

/// What GitLab shows beside the changed lines of a merge request: its code quality format.
package enum CodeQualityReport {
    /// `folder`: the project's within its repository; empty for the repository itself.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        folder: String = "",
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let placed = Annotation.all(of: summary, in: folder).filter { $0.file != nil }
        try write(JSON(placed.map(entry)).serialized(.pretty) + [0x0A])
    }

    private static func entry(_ annotation: Annotation) -> JSON {
        [
            "description": JSON(annotation.message),
            "check_name": JSON(annotation.rule),
            "fingerprint": JSON(Fingerprint.text(annotation)),
            "severity": JSON(severity(annotation)),
            "location": [
                "path": JSON(annotation.file), "lines": ["begin": JSON(max(1, annotation.line ?? 1))],
            ],
        ]
    }

    private static func severity(_ annotation: Annotation) -> String {
        switch (annotation.level, annotation.origin) {
        case (.error, .finding): "critical"
        case (.error, _): "blocker"
        case (.warning, _): "major"
        case (.notice, _): "info"
        }
    }
}
