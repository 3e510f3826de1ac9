import Core
import Reports
import Scanning

/// The page of a run that is under way.
package enum LiveRunPage {
    private static let listed = 200
    /// Seconds without an event after which a reader is told how long it has been.
    private static let quiet = 120.0

    /// `now`: seconds since 1970.
    package static func view(_ address: Address, _ run: LiveRun, id: String, now: Double) -> View {
        let context = run.context
        let place = [context?.branch, context?.tag, context?.commit.map { Words.commit($0) }].compactMap(\.self)
        let word = run.verdict.map { "ended: " + Display.word($0) + ", and is on its way here" } ?? "under way"
        var blocks = [View.Block("figures", "", .tiles(tiles(run, now)))]
        if !run.gates.isEmpty {
            let rows = run.gates.map { [Cell(Display.title($0.gate)), .verdict($0.verdict)] }
            let columns = [View.Column("gate", "Gate"), View.Column("verdict", "Verdict")]
            blocks.append(View.Block("gates", "Gates", .table(View.Table(columns, rows, empty: ""))))
        }
        blocks.append(View.Block("steps", "Steps", .table(steps(run, now))))
        if !run.warnings.isEmpty { blocks.append(View.Block("warnings", "Warnings", .lines(run.warnings))) }
        return View(
            "Run \(id)",
            lead: ([word] + place).joined(separator: " · "),
            verdict: run.verdict,
            blocks: blocks
        )
    }

    private static func tiles(_ run: LiveRun, _ now: Double) -> [View.Tile] {
        let ended = run.steps.count { $0.state != .running }
        let failed = run.steps.count { $0.state == .failed }
        let started = run.context?.started
        let silence = now - run.last
        let heard = silence > quiet ? "nothing heard for \(Display.seconds(silence))" : "\(run.next) events"
        return [
            View.Tile("ended", "Steps that ended", .count(ended), detail: "of \(run.total)"),
            View.Tile("failed", "Failed", .count(failed), verdict: failed > 0 ? .fail : nil),
            View.Tile(
                "running",
                "Running now",
                .count(run.verdict == nil ? run.steps.count { $0.state == .running } : 0)
            ),
            View.Tile("seconds", "Since its start", .seconds(started.map { max(0, run.last - $0) }), detail: heard),
        ]
    }

    private static func steps(_ run: LiveRun, _ now: Double) -> View.Table {
        // What needs an eye first: failures, then what runs, then the newest of what ended.
        let sorted = run.steps.enumerated().sorted { left, right in
            let (first, second) = (rank(left.element), rank(right.element))
            return first == second ? left.offset > right.offset : first < second
        }
        let rows = sorted.prefix(listed).map { _, step -> [Cell] in
            let seconds = step.seconds ?? step.started.map { max(0, now - $0) }
            return [Cell(step.name), state(step), .count(step.tries), .seconds(seconds)]
        }
        return View.Table(
            [
                View.Column("step", "Step"), View.Column("state", "State"),
                View.Column("tries", "Tries", isNumber: true), View.Column("seconds", "Time", isNumber: true),
            ],
            rows,
            empty: "None has begun."
        )
    }

    private static func rank(_ step: LiveRun.Step) -> Int {
        switch step.state {
        case .failed: 0
        case .running: 1
        case .passed, .other: 2
        }
    }

    private static func state(_ step: LiveRun.Step) -> Cell {
        switch step.state {
        case .running: Cell("running", JSON("running"), .verdict(nil))
        case .passed: Cell("passed", JSON("passed"), .verdict(.pass))
        case .failed: Cell("failed", JSON("failed"), .verdict(.fail))
        case .other(let reason): Cell(reason, JSON(reason), .soft)
        }
    }

    /// What stands on other pages while runs are under way; nil while none is.
    package static func block(_ runs: [(id: String, run: LiveRun)], _ address: Address) -> View.Block? {
        guard !runs.isEmpty else { return nil }
        let rows = runs.map { id, run -> [Cell] in
            let ended = run.steps.count { $0.state != .running }
            let failed = run.steps.count { $0.state == .failed }
            return [
                Cell(id, link: address.to(.run(id))), .maybe(run.context?.branch) { Cell($0) },
                Cell("\(ended) of \(run.total)", JSON(ended)), .count(failed),
            ]
        }
        let columns = [
            View.Column("run", "Run"), View.Column("branch", "Branch"), View.Column("ended", "Steps that ended"),
            View.Column("failed", "Failed", isNumber: true),
        ]
        return View.Block("under_way", "Under way", .table(View.Table(columns, rows, empty: "")))
    }
}
