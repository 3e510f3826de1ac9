/// What the process says to the shell once it ends; the numbers are a promise to scripts.
package enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
    /// Everything that was asked for was measured and holds.
    case pass = 0
    /// A test or a blocking gate failed.
    case fail = 1
    /// The command line or the configuration is wrong.
    case usage = 2
    /// The machine, a command or the evidence is broken: nothing is known about the change.
    case infrastructure = 3
    /// Inconclusive, not evaluated, or nothing ran.
    case inconclusive = 4
    /// Someone interrupted the run.
    case cancelled = 130

    /// The code of a run that ended by itself with this verdict.
    package init(for verdict: Verdict) {
        self =
            switch verdict {
            case .pass, .waived, .warn: .pass
            case .fail: .fail
            case .error: .infrastructure
            case .inconclusive, .notEvaluated, .notApplicable: .inconclusive
            }
    }
}
