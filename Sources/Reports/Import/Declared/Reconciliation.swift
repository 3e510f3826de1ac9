import Core

/// Compares what a report declares of itself with what it lists: the one rule for every format.
///
/// Only what is declared as failed, found or uncovered counts, and only where the list holds less of it: a larger list is
/// the worse news and counts as it is, and a total of all tests says nothing of how they ended.
enum Reconciliation {
    /// How far a declared share may lie below the listed one: tools round, mostly to whole percents at worst.
    static let tolerance = 0.0105

    static func settle(_ report: inout Report) {
        guard !report.declarations.isEmpty else { return }
        let declarations = report.declarations
        report.declarations = []
        // What cannot be read anyway needs no second reason.
        guard report.status != .error else { return }
        settleTests(declarations, &report)
        let listed = Double(report.listedFindings)
        // The worst are said first.
        let found = declarations.compactMap { contradiction($0, findings: listed) }
        let contradictions = found.filter { !$0.isPartial } + found.filter(\.isPartial)
        for contradiction in contradictions.prefix(3) {
            let text = "\(contradiction.words): let \(report.tool ?? report.format) write its whole report anew"
            if contradiction.isPartial { report.incomplete(text) } else { report.contradict(text) }
        }
        if contradictions.count > 3 { report.note("\(contradictions.count - 3) more figures are not listed either") }
    }

    /// What is declared and not listed, in words.
    private struct Contradiction {
        var words: String
        /// Whether some of it is listed: that counts, and what is missing is not known.
        var isPartial = false
    }

    /// What is declared and not listed; nil where the two agree.
    ///
    /// `findings` are those of the whole report.
    private static func contradiction(_ declaration: Declaration, findings: Double) -> Contradiction? {
        let (declared, what) = (declaration.declared, declaration.what)
        let listed = declaration.listed ?? findings
        switch declaration.kind {
        case .failedTests, .failedRun: return nil
        case .findings:
            guard declared > listed else { return nil }
            let words = "declares \(whole(declared)) \(what) and lists \(whole(listed))"
            return Contradiction(words: words, isPartial: listed > 0)
        case .failedScan: return declared > listed ? Contradiction(words: "\(what), but no finding is listed") : nil
        case .coveredShare:
            guard declared < listed - tolerance else { return nil }
            let words = "declares \(percent(declared)) of the \(what) as covered and lists \(percent(listed))"
            return Contradiction(words: words)
        case .uncovered:
            guard declared > listed else { return nil }
            let words = "declares \(whole(declared)) \(what) as not covered and lists \(whole(listed))"
            return Contradiction(words: words)
        }
    }

    /// Those that are declared as failed and not listed are errors: one case that tells of them, and all of them counted.
    private static func settleTests(_ declarations: [Declaration], _ report: inout Report) {
        let bad = report.tests.map { $0.tally.failed + $0.tally.errors } ?? 0
        let missing = declarations.compactMap { declaration -> (count: Int, words: String)? in
            switch declaration.kind {
            case .failedTests:
                let listed = declaration.listed ?? Double(bad)
                guard declaration.declared > listed else { return nil }
                return (
                    Int(min(declaration.declared - listed, 1e9)),
                    "declares \(whole(declaration.declared)) \(declaration.what) and lists \(whole(listed))"
                )
            case .failedRun: return bad > 0 ? nil : (1, "\(declaration.what), and no test is listed as failed")
            case .findings, .failedScan, .coveredShare, .uncovered: return nil
            }
        }
        guard let worst = missing.max(by: { $0.count < $1.count }) else { return }
        var tests = report.tests ?? TestResults()
        tests.tally.errors += worst.count
        tests.cases.append(TestCase(name: "what is not listed", status: .error, message: "the report \(worst.words)"))
        report.tests = tests
        let counted = worst.count == 1 ? "it counts as an error" : "the \(worst.count) that are missing count as errors"
        report.warn("\(worst.words): \(counted)")
    }

    private static func whole(_ value: Double) -> String { "\(Int(max(0, min(value, 1e15))))" }

    private static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "\(share)" }
        return "\((min(max(share, -1e6), 1e6) * 1_000).rounded() / 10)%"
    }
}

extension Report {
    /// Findings of the report, suppressed ones too: tools count them in different ways.
    fileprivate var listedFindings: Int { findings?.findings.count ?? 0 }
}
