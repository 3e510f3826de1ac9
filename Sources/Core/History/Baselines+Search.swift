import Criteria

extension Baselines {
    /// What a criterion asks of earlier runs.
    struct Question {
        var moment: Reference.Moment
        var choice: BaselineChoice?
        /// Whether only runs on the same class of machine are comparable; they are then many, not one.
        var isPerformance: Bool
    }

    /// The runs that answer a question, each with what was asked of it.
    struct Answer<Value> {
        /// Newest first.
        var found: [(run: EarlierRun, value: Value)]
        var origin: String
        var leftOut: [String]
    }

    /// Why nothing answers.
    struct Nothing: Error {
        var reason: String
    }

    /// What one run has to say: a value, or why it has none.
    enum Word<Value> {
        case value(Value)
        case none(String)
    }

    /// Asks the runs that count, newest first or in the order of preference, until the question is answered.
    func answer<Value>(
        _ question: Question,
        _ ask: (EarlierRun) -> Word<Value>
    ) throws(Nothing) -> Answer<Value> {
        let noun = question.moment == .previous ? "previous run" : "baseline yet"
        guard !runs.isEmpty else { throw Nothing(reason: "no \(noun): no earlier run was given to compare with") }
        var answer = Answer<Value>(found: [], origin: "", leftOut: [])
        let limit = limit(question)
        for run in preferred(question) where answer.found.count < limit {
            if let objection = objection(to: run, question.choice, sameMachine: question.isPerformance) {
                answer.leftOut.append("run \(run.run.id): \(objection)")
                continue
            }
            switch ask(run) {
            case .value(let value): answer.found.append((run, value))
            case .none(let reason): answer.leftOut.append("run \(run.run.id): \(reason)")
            }
        }
        answer.origin = origin(question, answer.found.map(\.run))
        try check(question, answer.found.count, answer.leftOut, noun)
        return answer
    }

    private func check(_ question: Question, _ found: Int, _ leftOut: [String], _ noun: String) throws(Nothing) {
        if question.moment == .baseline, case .medianOf(let wanted)? = question.choice?.runs, found < wanted {
            let left = leftOut.isEmpty ? "" : "; " + Self.summary(leftOut, of: runs.count)
            throw Nothing(reason: "no \(noun): \(found) of the \(wanted) runs that the median needs\(left)")
        }
        guard found == 0 else { return }
        if question.moment == .baseline, case .pinned(let id)? = question.choice?.runs, leftOut.isEmpty {
            throw Nothing(reason: "no \(noun): the pinned run \(id) is not among those given")
        }
        throw Nothing(reason: "no \(noun): " + Self.summary(leftOut, of: runs.count))
    }

    private func limit(_ question: Question) -> Int {
        guard question.moment == .baseline else { return 1 }
        return switch question.choice?.runs {
        case .lastPassed, .pinned: 1
        case .medianOf(let count): count
        case .usual, nil: question.isPerformance ? .max : 1
        }
    }

    /// The merge base's run, those of the protected branch, the others; each newest first.
    private func preferred(_ question: Question) -> [EarlierRun] {
        guard question.moment == .baseline else { return runs }
        switch question.choice?.runs {
        case .pinned(let id): return runs.filter { $0.run.id == id }
        case .lastPassed, .medianOf: return runs
        case .usual, nil:
            guard !question.isPerformance, question.choice?.branch == nil else { return runs }
            let rank = { (run: EarlierRun) in
                isOfBase(run) ? 0 : family.protected != nil && run.run.branch == family.protected ? 1 : 2
            }
            return (0...2).flatMap { wanted in runs.filter { rank($0) == wanted } }
        }
    }

    private func isOfBase(_ run: EarlierRun) -> Bool { family.base != nil && run.run.commit == family.base }

    private func origin(_ question: Question, _ found: [EarlierRun]) -> String {
        if question.moment == .previous { return "the previous run that passed" }
        let branch = found.first?.run.branch.map { " of \($0)" } ?? ""
        switch question.choice?.runs {
        case .pinned: return "the pinned run"
        case .lastPassed: return "the last run\(branch) that passed"
        case .medianOf: return "the median of \(found.count) runs"
        case .usual, nil:
            if question.isPerformance { return "the median of \(Wording.count(found.count, "run"))" }
            guard let first = found.first, question.choice?.branch == nil, isOfBase(first) else {
                return "the newest run\(branch) that passed"
            }
            return "the merge base's run"
        }
    }

    /// `2 of 3 runs given are left out: run X: it failed; …`.
    static func summary(_ leftOut: [String], of total: Int) -> String {
        let shown = leftOut.prefix(3).joined(separator: "; ") + (leftOut.count > 3 ? "; …" : "")
        let verb = leftOut.count == 1 ? "is" : "are"
        return "\(leftOut.count) of \(Wording.count(total, "run")) given \(verb) left out: \(shown)"
    }
}
