package import Core
import Scanning

/// A word on a coloured ground: the verdict, the coverage or the tests of a run.
///
/// As an SVG of its own, and as the document that badge services ask an endpoint for.
package struct Badge: Sendable, Hashable {
    /// What a badge tells.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case verdict
        case coverage
        case tests
    }

    private enum Color: String {
        case green = "#0a7d34"
        case red = "#b3261e"
        case amber = "#8a5a00"
        case grey = "#5f6368"
    }

    let label: String
    let message: String
    private let color: Color

    package init(_ subject: Subject, of summary: RunSummary) {
        switch subject {
        case .verdict: self.init(verdict: summary)
        case .coverage: self.init(coverage: CoverageView(summary, listed: 0))
        case .tests: self.init(tests: EvidenceView(summary.reports, listed: 1).tally)
        }
    }

    private init(label: String, message: String, color: Color) {
        self.label = label
        self.message = message
        self.color = color
    }

    private init(verdict summary: RunSummary) {
        guard let verdict = summary.verdict?.overall else {
            self.init(label: "quality", message: "not judged", color: .grey)
            return
        }
        let color: Color =
            switch verdict {
            case .pass: .green
            case .waived, .warn: .amber
            case .fail, .error: .red
            case .inconclusive, .notEvaluated, .notApplicable: .grey
            }
        self.init(label: "quality", message: Display.word(verdict), color: color)
    }

    /// Unmeasured coverage is told as such, never as 0 % or 100 %.
    private init(coverage: CoverageView) {
        guard let lines = coverage.totals.first, let ratio = lines.fraction.ratio else {
            self.init(label: "coverage", message: "not measured", color: .grey)
            return
        }
        // Rounded down: 99.96 % is not 100 %.
        let tenths = Int(ratio * 1_000)
        let color: Color = tenths >= 800 ? .green : tenths >= 600 ? .amber : .red
        self.init(label: "coverage", message: "\(tenths / 10).\(tenths % 10)%", color: color)
    }

    private init(tests tally: TestTally) {
        guard tally.executed > 0 else {
            self.init(label: "tests", message: "none executed", color: .grey)
            return
        }
        let failed = tally.failed + tally.errors
        let message = failed > 0 ? "\(failed) of \(tally.executed) failed" : "\(tally.executed) passed"
        let color: Color = failed > 0 ? .red : tally.flaky > 0 ? .amber : .green
        self.init(label: "tests", message: message, color: color)
    }

    /// Colour, and words that say the same: nobody has to see the colour.
    package var svg: [UInt8] {
        let left = Self.width(label)
        let right = Self.width(message)
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="20" role="img" \
            aria-label="\(label): \(message)"><title>\(label): \(message)</title>\
            <rect width="\(left)" height="20" fill="#333"/>\
            <rect x="\(left)" width="\(right)" height="20" fill="\(color.rawValue)"/>\
            <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">\
            <text x="\(left / 2)" y="14">\(label)</text><text x="\(left + right / 2)" y="14">\(message)</text></g></svg>

            """
        return Array(text.utf8)
    }

    /// The document of an endpoint badge: `schemaVersion` 1.
    package var endpoint: [UInt8] {
        let document: JSON = [
            "schemaVersion": 1, "label": JSON(label), "message": JSON(message), "color": JSON(color.rawValue),
            "isError": JSON(color == .red),
        ]
        return document.serialized(.pretty) + [0x0A]
    }

    /// Some 7 px a letter, and 5 px to either side.
    private static func width(_ text: String) -> Int { text.count * 7 + 10 }
}
