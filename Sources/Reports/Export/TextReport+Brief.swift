import Core

extension TextReport {
    /// What stands at the end of a run: only what did not pass, the gates, and the verdict last, nearest to the prompt.
    static func brief(_ view: VerdictView, past: RunPast?, _ page: inout TextPage) {
        let problems = view.headline.reasons.filter(\.isProblem)
        if !problems.isEmpty { page.line() }
        for problem in problems.prefix(8) { self.problem(problem, view.steps, &page) }
        if problems.count > 8 { page.line("                 … and \(problems.count - 8) more in the report") }
        self.past(past, listed: 5, &page)
        if !view.gates.isEmpty { page.heading("Gates") }
        for gate in view.gates { self.gate(gate, &page) }
        page.line()
        for banner in view.banners { page.wrapped("note: ", page.bold(banner), indent: 6) }
        for note in view.testNotes { page.wrapped("flaky: ", note, indent: 7) }
        verdictLine(view.headline, &page)
        let failed = view.steps.filter { $0.failedItself && !$0.allowFailure }.map(\.record)
        if let first = root(view.steps) {
            page.wrapped("failed first: ", "\(page.bold(first.name)) \(first.detail)", indent: 14)
        }
        if !failed.isEmpty { page.line("rerun what failed: \(CleanText.line(StepRecord.rerun(failed)))") }
    }

    /// The step that failed before all others, where more than it did not pass: what followed may be its doing.
    private static func root(_ steps: [StepView]) -> StepView? {
        let failed = steps.filter { $0.failedItself && !$0.allowFailure }
        guard failed.count > 1 || steps.contains(where: { $0.status == .cancelled }) else { return nil }
        return failed.min { end(of: $0) < end(of: $1) }
    }

    private static func end(of step: StepView) -> Double {
        step.record.attempts.last.map { $0.started + $0.seconds } ?? .infinity
    }

    /// A failed step with the last lines of its output, any other problem as everywhere.
    private static func problem(_ problem: Headline.Reason, _ steps: [StepView], _ page: inout TextPage) {
        var shown = problem
        let step = steps.first { $0.failedItself && $0.name == problem.step }
        if step?.log != nil, problem.subject.hasPrefix("step ") { shown.finding = "" }
        reason(shown, &page)
        if let step, problem.subject.hasPrefix("step ") { output(step, &page) }
    }

    /// At most this many reasons why something was not measured are told of one gate.
    private static let unmeasuredReasons = 6

    /// The gate's line; criteria that do not hold, those that were not measured grouped by what they lack.
    private static func gate(_ gate: GateView, _ page: inout TextPage) {
        gateLine(gate, &page)
        let open = gate.criteria.filter(\.isOpen)
        for criterion in open where criterion.verdict != .notEvaluated { self.criterion(criterion, &page) }
        notApplicable(gate, &page)
        let lacking = Lack.groups(open.filter { $0.verdict == .notEvaluated })
        for lack in lacking.prefix(unmeasuredReasons) { self.lack(lack, &page) }
        let more = lacking.dropFirst(unmeasuredReasons).map(\.criteria.count).reduce(0, +)
        if more > 0 { page.line("    … \(Display.count(more, "criterion", "criteria")) more in the report") }
    }

    private static func lack(_ lack: Lack, _ page: inout TextPage) {
        let names = lack.criteria.prefix(6).map(page.bold).joined(separator: ", ")
        let more = lack.criteria.count > 6 ? " and \(lack.criteria.count - 6) more" : ""
        page.wrapped("    ", "\(names)\(more): not evaluated: \(lack.reason)", indent: 6)
        if let remedy = lack.remedy { page.wrapped("      ", "→ \(remedy)", indent: 8) }
    }

    /// Criteria that were not measured for the same reason.
    private struct Lack {
        var criteria: [String]
        var reason: String
        var remedy: String?

        static func groups(_ criteria: [CriterionView]) -> [Lack] {
            var groups: [Lack] = []
            for criterion in criteria {
                let reason = criterion.worst?.reason ?? "no measurement arrived"
                if let index = groups.firstIndex(where: { $0.reason == reason && $0.remedy == criterion.remedy }) {
                    groups[index].criteria.append(criterion.path)
                } else {
                    groups.append(Lack(criteria: [criterion.path], reason: reason, remedy: criterion.remedy))
                }
            }
            return groups
        }
    }
}
