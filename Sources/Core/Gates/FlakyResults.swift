/// What passed only after a failed try, where its step says that this is a failure: `flaky_result: fail`.
enum FlakyResults {
    static func problems(of steps: [StepRecord], _ evidence: Evidence) -> [Problem] {
        steps.filter { $0.flakyResult == .fail && !$0.allowFailure }.compactMap { problem(of: $0, evidence) }
    }

    private static func problem(of step: StepRecord, _ evidence: Evidence) -> Problem? {
        let remedy = "find what differs between the tries: `\(step.rerun)`"
        let flaky = evidence.tests.entries { test, report in test.flaky && report.step == step.name }
        if !flaky.isEmpty {
            let title = flaky.count == 1 ? "1 test is flaky" : "\(flaky.count) tests are flaky"
            let names = flaky.prefix(3).map { words($0.test) }.joined(separator: "; ")
            let more = flaky.count > 3 ? "; 3 of \(flaky.count) shown" : ""
            return Problem(.fail, title, detail: names + more, remedy: remedy, step: step.name)
        }
        guard case .passed(let tries) = step.outcome, tries > 1 else { return nil }
        return Problem(
            .fail,
            "step \(step.name) is flaky: it passed only at try \(tries)",
            remedy: remedy,
            step: step.name
        )
    }

    private static func words(_ test: TestCase) -> String {
        let place = test.place.map { " (\($0.file)\($0.line.map { ":\($0)" } ?? ""))" } ?? ""
        return "\(test.title)\(place) passed only after a failed try"
    }
}
