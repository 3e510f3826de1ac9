package import Core
import Criteria
import Reports
import Scanning

/// Coverage over time and by file.
package enum CoveragePage {
    private static let listed = 200

    /// `files`: of the newest run that tells of the whole project.
    package static func view(_ address: Address, trends: [Trend], files: [HistoricFile]) -> View {
        let text = address.query["q"]?.lowercased()
        let found = files.filter { file in
            guard let text else { return true }
            return file.path.lowercased().contains(text)
        }
        let sorted = found.sorted { left, right in
            let (one, other) = (left.lines.total - left.lines.covered, right.lines.total - right.lines.covered)
            return one == other ? left.path < right.path : one > other
        }
        let table = View.Table(
            [
                View.Column("file", "File"), View.Column("share", "Lines covered", isNumber: true),
                View.Column("covered", "Covered", isNumber: true), View.Column("total", "Of", isNumber: true),
            ],
            sorted.prefix(listed).map { file in
                [
                    Cell(file.path, nil, .code), .share(file.lines.ratio), .count(file.lines.covered),
                    .count(file.lines.total),
                ]
            },
            empty: files.isEmpty ? "No run has brought coverage of files." : "No such file."
        )
        let latest = trends.first { $0.name == "coverage" }?.latest
        return View(
            "Coverage",
            lead: latest.map { "\(Words.share($0)) of the lines" } ?? "Nothing is known of coverage.",
            filter: Choices([
                Choices.Field("q", "File", value: address.query["q"]),
                Choices.Field("branch", "Branch", value: address.query["branch"]),
            ]),
            blocks: trends.map { View.Block($0.name, Words.title($0.name), .trend($0)) }
                + [View.Block("files", "Files, most uncovered lines first", .table(table))]
        )
    }
}

/// Times and what performance gates measure, with what changed for good.
package enum PerformancePage {
    /// The beginning of the names of what performance gates measure.
    package static let prefix = "performance_gate."

    package static func view(_ address: Address, trends: [Trend], machines: [String]) -> View {
        let changes = trends.flatMap { trend in
            trend.changes.map { change -> [Cell] in
                let point = trend.points[change.index]
                return [
                    Cell(name(trend), JSON(trend.name)),
                    Cell(Words.figure(change.before, trend.dimension), JSON(change.before)),
                    Cell(Words.figure(change.after, trend.dimension), JSON(change.after)),
                    Cell(point.run, link: address.to(.run(point.run))), .time(point.time),
                ]
            }
        }
        let table = View.Table(
            [
                View.Column("figure", "Figure"), View.Column("before", "Before", isNumber: true),
                View.Column("after", "After", isNumber: true), View.Column("run", "With run"),
                View.Column("time", "On, UTC"),
            ],
            changes,
            empty: "Nothing has changed for good in these runs."
        )
        let machine = address.query["machine"] ?? machines.first
        return View(
            "Performance",
            lead: machine.map { "On \($0)" } ?? "",
            filter: Choices([
                Choices.Field("machine", "Class of machine", value: address.query["machine"], choices: machines),
                Choices.Field("branch", "Branch", value: address.query["branch"]),
            ]),
            blocks: [View.Block("changes", "Changes that lasted", .table(table))]
                + trends.map { View.Block($0.name, name($0), .trend($0)) }
        )
    }

    private static func name(_ trend: Trend) -> String {
        trend.name.hasPrefix(prefix) ? String(trend.name.dropFirst(prefix.count)) : Words.title(trend.name)
    }
}

/// Each criterion over the last runs.
package enum GatesPage {
    /// The page.
    ///
    /// `records`: newest first, with their criteria.
    /// `trial`: what became of a proposed criterion; nil where none can be tried.
    package static func view(
        _ address: Address,
        _ records: [HistoricRecord],
        trial: GateTrial.Outcome? = nil
    ) -> View {
        let gate = address.query["gate"].flatMap { GateID(rawValue: $0) }
        let shown = GateID.allCases.filter { gate == nil || $0 == gate }
        let tables = shown.compactMap { gate -> View.Block? in
            let table = Self.table(gate, records, address)
            return table.rows.isEmpty
                ? nil : View.Block(gate.rawValue, Display.title(gate), .table(table))
        }
        return View(
            "Gates",
            lead: tables.isEmpty
                ? "No run here was judged by a gate." : "By the last \(Display.count(records.count, "run"))",
            filter: Choices([
                Choices.Field("gate", "Gate", value: address.query["gate"], choices: GateID.allCases.map(\.rawValue)),
                Choices.Field("branch", "Branch", value: address.query["branch"]),
            ]),
            blocks: [View.Block("tiles", "", .tiles(GateTiles.all(records, address)))]
                + (trial.map { GateTrial.blocks($0, address, known: criteria(records)) } ?? []) + tables
        )
    }

    /// Of all gates, sorted.
    private static func criteria(_ records: [HistoricRecord]) -> [String] {
        let all = GateID.allCases.flatMap { gate in records.flatMap { GateTiles.criteria(of: gate, in: $0) } }
        return Set(all.map(\.path)).sorted()
    }

    private static func table(_ gate: GateID, _ records: [HistoricRecord], _ address: Address) -> View.Table {
        let judged = records.map { record -> (HistoricRun, [String: Verdict]) in
            let own = GateTiles.criteria(of: gate, in: record)
            return (record.run, Dictionary(own.map { ($0.path, $0.verdict) }) { first, second in max(first, second) })
        }
        let paths = Set(judged.flatMap { $0.1.keys }).sorted()
        let rows = paths.map { path -> [Cell] in
            let verdicts = judged.map { $0.1[path] }
            let known = verdicts.compactMap(\.self)
            let held = known.count { !$0.blocks }
            let failed = judged.first { $0.1[path]?.blocks ?? false }?.0
            let share = known.isEmpty ? nil : Double(held) / Double(known.count)
            return [
                Cell(String(path.dropFirst(gate.rawValue.utf8.count + 1)), JSON(path), .code), .verdict(known.first),
                .strip(ResultStrip(verdicts.reversed().map { outcome($0) })),
                .share(share), .count(known.count),
                .maybe(failed) { Cell($0.id, link: address.to(.run($0.id))) },
            ]
        }
        return View.Table(
            [
                View.Column("criterion", "Criterion"), View.Column("verdict", "Now"),
                View.Column("strip", "Last runs"), View.Column("held", "Held", isNumber: true),
                View.Column("runs", "Judged in", isNumber: true), View.Column("last_failed", "Last not met in"),
            ],
            rows,
            empty: ""
        )
    }

    /// A criterion in a strip: met, not met, or without a word.
    private static func outcome(_ verdict: Verdict?) -> TestOutcome? {
        switch verdict {
        case .pass, .waived: .passed
        case .warn: .flaky
        case .fail, .error: .failed
        case .inconclusive, .notEvaluated: .skipped
        case .notApplicable, nil: nil
        }
    }
}
