import Core

extension TextReport {
    /// What stands at the end of a run: only what did not pass, the gates, and the verdict last, nearest to the prompt.
    static func brief(_ view: VerdictView, _ page: inout TextPage) {
        let problems = view.headline.reasons.filter(\.isProblem)
        if !problems.isEmpty { page.line() }
        for problem in problems.prefix(8) { self.problem(problem, view.steps, &page) }
        if problems.count > 8 { page.line("                 … and \(problems.count - 8) more in the report") }
        if !view.gates.isEmpty { page.heading("Gates") }
        for gate in view.gates { self.gate(gate, &page) }
        page.line()
        for banner in view.banners { page.wrapped("note: ", page.bold(banner), indent: 6) }
        verdictLine(view.headline, &page)
        let failed = view.steps.filter { $0.failedItself && !$0.allowFailure }.map(\.name)
        if !failed.isEmpty { page.line("rerun what failed: assay run --only \(failed.joined(separator: " "))") }
    }

    /// A failed step with the last lines of its output, any other problem as everywhere.
    private static func problem(_ problem: Headline.Reason, _ steps: [StepView], _ page: inout TextPage) {
        var shown = problem
        let step = steps.first { $0.failedItself && $0.name == problem.step }
        if step?.log != nil, problem.subject.hasPrefix("step ") { shown.finding = "" }
        reason(shown, &page)
        if let step, problem.subject.hasPrefix("step ") { output(step, &page) }
    }

    /// The gate's line; measured criteria that do not hold in full, those that nothing measured by name only.
    private static func gate(_ gate: GateView, _ page: inout TextPage) {
        gateLine(gate, &page)
        let open = gate.criteria.filter(\.isOpen)
        for criterion in open where criterion.verdict != .notEvaluated { self.criterion(criterion, &page) }
        notApplicable(gate, &page)
        let unmeasured = open.filter { $0.verdict == .notEvaluated }.map(\.path)
        guard !unmeasured.isEmpty else { return }
        page.wrapped("    ", "nothing measured \(unmeasured.joined(separator: ", "))", indent: 6)
    }
}
