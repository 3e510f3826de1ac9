package import Core

/// A criterion that the proposed steps can measure: strict at first, and at today's level once that is known.
package struct ProposedCriterion: Sendable, Hashable {
    package var gate: GateID
    /// Key path below `criteria`.
    package var path: [String]
    /// What is asked: the best that there is.
    package var phrase: String
    /// Whether more is better.
    package var isAtLeast: Bool
    /// Whether it counts things; else it is a share.
    package var isCount: Bool
    /// What today's level is, or why there is none, for a comment.
    package var remark: String?
    /// Whether it is left out, as nothing could measure it today.
    package var isLeftOut = false

    private init(
        _ gate: GateID,
        _ path: [String],
        _ phrase: String,
        isAtLeast: Bool = false,
        isCount: Bool = false
    ) {
        self.gate = gate
        self.path = path
        self.phrase = phrase
        self.isAtLeast = isAtLeast
        self.isCount = isCount
    }

    /// What steps can measure by the reports of their presets.
    static func candidates(for steps: [ProposedStep], components: [String]) -> [ProposedCriterion] {
        let presets = steps.compactMap { step in step.preset.flatMap { KnownTool.preset(named: $0) } }
        let formats = Set(presets.flatMap(\.preset.outputs).map(\.format))
        let categories = Set(presets.compactMap(\.tool.category))
        var all: [ProposedCriterion] = []
        if categories.contains(.lint) {
            all.append(Self(.codeQuality, ["linting", "pass_rate"], "100%", isAtLeast: true))
        }
        if formats.contains("interrogate") {
            all.append(Self(.codeQuality, ["documentation", "public_api_coverage"], ">= 100%", isAtLeast: true))
        }
        if !formats.isDisjoint(with: coverageFormats) {
            all.append(Self(.coverage, ["overall", "threshold"], ">= 100%", isAtLeast: true))
            let covered = steps.filter { $0.preset.map(Self.measuresCoverage) ?? false }.compactMap(\.component)
            all += components.filter(covered.contains).map {
                Self(.coverage, ["by_component", $0], ">= 100%", isAtLeast: true)
            }
        }
        if categories.contains(.secrets) {
            all.append(Self(.security, ["code_security", "secrets_scan"], "no findings", isCount: true))
        }
        if categories.contains(.sast) {
            all.append(Self(.security, ["code_security", "injection_vulnerabilities"], "no findings", isCount: true))
        }
        if categories.contains(.vulnerabilities) {
            for severity in ["critical", "high"] {
                all.append(Self(.security, ["vulnerability_scan", severity], "0", isCount: true))
            }
        }
        return all
    }

    private static let coverageFormats: Set<String> = [
        "cobertura", "lcov", "jacoco", "go-coverprofile", "llvm-cov", "gcovr-json",
    ]

    private static func measuresCoverage(_ preset: String) -> Bool {
        let formats = KnownTool.preset(named: preset)?.preset.outputs.map(\.format) ?? []
        return !coverageFormats.isDisjoint(with: formats)
    }

    /// Its key in a gate: `overall.threshold`.
    package var key: String { path.joined(separator: ".") }

    /// Asks for what was measured today; `holds` says whether that is as good as was asked.
    package mutating func settle(at value: Double, holds: Bool) {
        guard !holds else {
            remark = isCount ? "none today" : isAtLeast ? "\(Self.percent(value)) today" : nil
            // What holds today is asked as it is: the best that there is.
            return
        }
        if isCount {
            let count = Int(value.rounded(.up))
            phrase = "<= \(count)"
            remark = "\(count) today: look at them (`assay report`), mend them, and ask for less"
        } else if isAtLeast {
            // Below what was measured, so that no rounding makes the next run red.
            phrase = ">= \(Int((value * 100).rounded(.down)))%"
            remark = "\(Self.percent(value)) today"
        } else {
            phrase = "<= \(Int(value.rounded(.up)))"
            remark = "\(Int(value.rounded(.up))) today"
        }
    }

    /// Leaves it out, and says why.
    package mutating func leaveOut(_ reason: String) {
        isLeftOut = true
        remark = reason
    }

    private static func percent(_ ratio: Double) -> String { "\((ratio * 1000).rounded(.down) / 10)%" }
}
