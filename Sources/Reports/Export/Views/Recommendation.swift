import Core

/// What to do next: from evidence only, the greatest effect first, each with the command or the file to touch.
struct Recommendation {
    /// What to do, in a sentence; commands stand in backticks.
    var title: String
    /// What it rests on.
    var evidence: String
    /// What it would do: `holds 2 criteria`, `saves up to 12s of each run`.
    var effect: String
    /// The command to run; nil where a file is to be touched.
    var command: String?
    /// The file and line to touch.
    var place: String?
    /// What is greater comes first: what blocks before what costs time, and then by how much.
    var weight: Double

    /// As many as somebody reads.
    private static let limit = 12

    static func all(_ summary: RunSummary, _ details: RunDetails) -> [Recommendation] {
        let view = VerdictView(summary, ReportOptions())
        let failed = FailuresView(summary, details)
        let found: [[Recommendation]] = [
            problems(view.headline, besides: failed), failures(failed), criteria(view.gates),
            flaky(summary, details), slow(summary), time(TimelineView(view.steps)), news(summary, details),
        ]
        var seen: Set<String> = []
        return Array(
            found.flatMap(\.self).sorted { $0.weight > $1.weight }.filter {
                seen.insert($0.title + ($0.place ?? "")).inserted
            }
            .prefix(limit)
        )
    }

    /// Of failed tests the groups say more than that there are some.
    private static func problems(_ headline: Headline, besides failed: FailuresView) -> [Recommendation] {
        headline.reasons.filter { $0.isProblem && $0.verdict.blocks }.compactMap { reason in
            guard let remedy = reason.remedy, failed.groups.isEmpty || !remedy.hasPrefix("reproduce with") else {
                return nil
            }
            return Recommendation(
                title: action(remedy),
                evidence: reason.finding.isEmpty ? reason.subject : "\(reason.subject): \(reason.finding)",
                effect: "the run cannot be green before",
                command: command(in: remedy),
                place: reason.place,
                weight: 950
            )
        }
    }

    private static func failures(_ view: FailuresView) -> [Recommendation] {
        view.groups.map { group in
            let tests = Display.count(group.total, "test")
            let age = group.isNew ? "new in this run" : group.tests.first?.since ?? ""
            let owner = group.owner.map { "; owner: \($0)" } ?? ""
            return Recommendation(
                title: group.total > 1
                    ? "Mend what these \(tests) have in common" : "Mend \(group.tests.first?.title ?? "the test")",
                evidence: group.signature + (age.isEmpty ? "" : " (\(age))") + owner,
                effect: "\(tests) fewer that fail",
                command: group.command,
                place: group.place,
                weight: 1_000 + Double(min(group.total, 900)) / 10 + (group.isNew ? 50 : 0)
            )
        }
    }

    private static func criteria(_ gates: [GateView]) -> [Recommendation] {
        gates.flatMap { gate in
            gate.criteria.filter(\.verdict.blocks).compactMap { criterion -> Recommendation? in
                guard let remedy = criterion.remedy else { return nil }
                let base: Double = criterion.verdict == .fail ? 900 : criterion.verdict == .error ? 880 : 800
                let culprits =
                    criterion.offenders.count + criterion.cells.flatMap(\.values).reduce(0) { $0 + $1.unlisted }
                return Recommendation(
                    title: action(remedy),
                    evidence:
                        "\(gate.id.rawValue).\(criterion.path): \(criterion.finding), `\(criterion.written)` is asked for",
                    effect: gate.blocking ? "one blocking criterion holds" : "one advisory criterion holds",
                    command: command(in: remedy),
                    place: criterion.offenders.lazy.compactMap(\.place).first ?? criterion.place,
                    weight: (gate.blocking ? base : base - 400) + Double(min(culprits, 400)) / 10
                )
            }
        }
    }

    private static func flaky(_ summary: RunSummary, _ details: RunDetails) -> [Recommendation] {
        let flaky = details.tests.filter { $0.outcome == .flaky }
        return flaky.prefix(5).map { test in
            let failed = details.strips[test.key]?.outcomes.count { $0 == .failed || $0 == .flaky } ?? 1
            let key = test.key.text.replacing("'", with: "'\\''")
            return Recommendation(
                title: "Mend \(CleanText.line(test.key.title)), or keep it from deciding for a while",
                evidence: failed > 1
                    ? "it passed at a later try, and did not simply pass in \(failed) of the last runs"
                    : "it passed at a later try only",
                effect: "a result that can be believed",
                command: CleanText.line("assay quarantine add '\(key)' --owner OWNER --reason TICKET", limit: 2_000),
                place: test.key.file.isEmpty ? nil : CleanText.line(test.key.file),
                weight: 400 + Double(failed)
            )
        }
    }

    private static func slow(_ summary: RunSummary) -> [Recommendation] {
        (summary.past?.comparison.newlySlow ?? []).prefix(3).map { slower in
            let lost = slower.seconds - slower.usual
            return Recommendation(
                title: "Look why \(CleanText.line(slower.key.title)) became slow",
                evidence: "\(Display.seconds(slower.seconds)), usually \(Display.seconds(slower.usual))",
                effect: "saves up to \(Display.seconds(lost)) of each run",
                place: slower.key.file.isEmpty ? nil : CleanText.line(slower.key.file),
                weight: 300 + min(lost, 90)
            )
        }
    }

    /// Only where one step alone makes the run long.
    private static func time(_ timeline: TimelineView) -> [Recommendation] {
        guard timeline.length >= 30, let longest = timeline.critical.first, longest.seconds > timeline.length * 0.4
        else {
            return []
        }
        let share = Int((longest.seconds / timeline.length * 100).rounded())
        return [
            Recommendation(
                title: "Split `\(longest.name)`, or start it sooner: everything waits for it",
                evidence: "it takes \(Display.seconds(longest.seconds)), \(share)% of the run, on its critical path",
                effect: "saves up to \(Display.seconds(longest.seconds / 2)) of each run when halved",
                weight: 200 + Double(share)
            )
        ]
    }

    /// Findings that are new although no gate asks about them.
    private static func news(_ summary: RunSummary, _ details: RunDetails) -> [Recommendation] {
        guard let news = details.news, !news.new.isEmpty else { return [] }
        let open = MergedFinding.all(in: summary.reports.filter { $0.status != .error }).filter {
            !$0.finding.suppressed
        }
        let new = open.indices.filter { news.new.contains($0) }.map { open[$0].finding }
        guard let first = new.min(by: { EvidenceView.rank($0) < EvidenceView.rank($1) }) else { return [] }
        return [
            Recommendation(
                title: "Look at what tools found that was not there before: \(Display.count(new.count, "finding"))",
                evidence: CleanText.line("\(first.tool), \(first.rule): \(first.message)", limit: 300),
                effect: "nothing new is left behind",
                place: Display.place(first.file, first.line),
                weight: 350 + Double(min(new.count, 40))
            )
        ]
    }

    /// A remedy without the command that stands beside it anyway, as a sentence of its own.
    private static func action(_ remedy: String) -> String {
        var text = remedy
        if let end = text.firstRange(of: "; reproduce with `") { text = String(text[..<end.lowerBound]) }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The first command of Assay's in a sentence.
    private static func command(in sentence: String) -> String? {
        let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().first { $0.offset % 2 == 1 && $0.element.hasPrefix("assay ") }.map {
            String($0.element)
        }
    }
}
