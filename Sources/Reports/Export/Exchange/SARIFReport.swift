package import Core
import Scanning

/// What keeps a run from being green, and what tools found, at their lines: SARIF 2.1.0.
///
/// At most as many results as GitHub keeps of an upload; what is left out is said in the run's invocation.
package enum SARIFReport {
    /// GitHub keeps this many results of a run, those that come first.
    static let resultLimit = 5_000

    /// `folder`: the project's within its repository; empty for the repository itself.
    package static func write<Failure: Error>(
        _ summary: RunSummary,
        folder: String = "",
        to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try write(document(Annotation.all(of: summary, in: folder)).serialized(.pretty) + [0x0A])
    }

    private static func document(_ all: [Annotation]) -> JSON {
        let placed = all.filter { $0.file != nil }
        let shown = placed.prefix(resultLimit)
        var rules: [String] = []
        var places: [String: Int] = [:]
        for annotation in shown where places[annotation.rule] == nil {
            places[annotation.rule] = rules.count
            rules.append(annotation.rule)
        }
        let driver: JSON = [
            "name": JSON(Annotation.ownTool),
            "rules": JSON(rules.map { ["id": JSON($0)] as JSON }),
        ]
        return [
            "$schema": JSON("https://json.schemastore.org/sarif-2.1.0.json"),
            "version": JSON("2.1.0"),
            "runs": .array([
                [
                    "tool": ["driver": driver],
                    "invocations": .array([invocation(placed.count - shown.count, unplaced: all.count - placed.count)]),
                    "results": JSON(shown.map { result($0, rule: places[$0.rule] ?? 0) }),
                ]
            ]),
        ]
    }

    private static func invocation(_ left: Int, unplaced: Int) -> JSON {
        var words: [String] = []
        if left > 0 {
            words.append("\(left) further results are left out: \(resultLimit) are written, the worst first")
        }
        if unplaced > 0 { words.append("\(Display.count(unplaced, "problem")) without a place in a file left out") }
        return [
            "executionSuccessful": JSON(true),
            "toolExecutionNotifications": JSON(
                words.map { ["message": ["text": JSON($0)], "level": JSON("note")] as JSON }
            ),
        ]
    }

    private static func result(_ annotation: Annotation, rule: Int) -> JSON {
        let from = annotation.tool == Annotation.ownTool ? "" : " (\(annotation.tool))"
        return [
            "ruleId": JSON(annotation.rule),
            "ruleIndex": JSON(rule),
            "level": JSON(word(annotation.level)),
            "message": ["text": JSON(annotation.message + from)],
            "locations": .array([
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": JSON(URIText.path(annotation.file ?? ""))],
                        "region": ["startLine": JSON(max(1, annotation.line ?? 1))],
                    ]
                ]
            ]),
            "partialFingerprints": ["assay/v1": JSON(Fingerprint.text(annotation))],
        ]
    }

    private static func word(_ level: Annotation.Level) -> String {
        switch level {
        case .error: "error"
        case .warning: "warning"
        case .notice: "note"
        }
    }
}
