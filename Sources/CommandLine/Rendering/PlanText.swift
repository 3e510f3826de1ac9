import Core

/// A plan for people: stages in order, their steps, and for each of them why it stands where it does.
enum PlanText {
    static func lines(_ plan: Plan, colour: Bool) -> [String] {
        var lines: [String] = []
        for stage in plan.stages {
            let mode = stage.parallel ? "steps side by side" : "steps in order"
            let skip = stage.skipReason.map { "  " + Style.unsure.paint("SKIP \($0)", colour) } ?? ""
            lines.append(Style.strong.paint(stage.name, colour) + "  (\(mode))" + skip)
            lines += stage.why.map { "    " + Style.quiet.paint($0, colour) }
            for step in plan.steps[stage.steps] { lines += self.lines(step, colour: colour) }
        }
        lines.append("")
        lines += plan.pools.map { "pool \($0.kind.rawValue): \($0.limit) at a time; \($0.why)" }
        lines += plan.locks.map { "lock \($0.name): \($0.capacity) at a time" }
        lines += plan.notes.map { "note: \($0)" }
        return lines
    }

    /// A plan of slices: what each machine runs, and how long that is expected to take.
    static func lines(_ plan: SlicePlan) -> [String] {
        (1...plan.count).map { slice -> String in
            let names = plan.units.filter { $0.slice == slice }.map(\.name)
            let time = plan.predicted(slice).map { ", about \(($0 * 10).rounded() / 10) s" } ?? ""
            return "slice \(slice)/\(plan.count): \(names.isEmpty ? "nothing" : names.joined(separator: ", "))\(time)"
        } + ["plan \(plan.digest.prefix(12)): \(plan.units.count) units"]
    }

    private static func lines(_ step: PlannedStep, colour: Bool) -> [String] {
        let mark = step.skipReason == nil ? "·" : "×"
        var lines = ["  \(mark) \(step.name)  \(step.step.kind.rawValue)  \(command(step.step))"]
        if let preset = step.step.preset {
            let stands = PresetList.command(step.step) + PresetList.details(step.step)
            lines += ["      " + Style.quiet.paint("preset \(preset):", colour)]
            lines += stands.map { "        " + Style.quiet.paint($0, colour) }
        }
        lines += (step.why + step.notes).map { "      " + Style.quiet.paint($0, colour) }
        return lines
    }

    /// The command on one line, shortened.
    static func command(_ step: Step) -> String {
        let text =
            switch step.action {
            case .arguments(let arguments): arguments.joined(separator: " ")
            case .script(let script): script
            case .evaluate(.all): "evaluates every gate"
            case .evaluate(.gate(let gate)): "evaluates \(gate.rawValue)"
            }
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 70 ? line.prefix(69) + "…" : line
    }
}
