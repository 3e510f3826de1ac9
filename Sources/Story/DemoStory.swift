package import Core
import Criteria

/// The planted story as a team's dashboard would have it: several projects whose last day is today, with gates that were
/// judged and with what scanners found.
package enum DemoStory {
    package struct Project: Sendable {
        package var name: String
        package var records: [HistoricRecord]
    }

    package static let names = ["shop", "billing", "search"]

    /// `now`: seconds since 1970; no run began later.
    package static func projects(now: Double) -> [Project] {
        let story = PlantedStory().records
        return [
            Project(name: names[0], records: told(story, until: now)),
            Project(name: names[1], records: told(story.filter { !isAfterTheSlide($0) }, until: now - 2 * 3_600)),
            Project(name: names[2], records: told(Array(story.prefix(100)), until: now - 40 * 86_400)),
        ]
    }

    private static func isAfterTheSlide(_ record: HistoricRecord) -> Bool {
        record.run.started >= PlantedStory.start + Double(PlantedStory.brokenDays.lowerBound) * 86_400
    }

    /// The records moved so that the last one ends at some time, with names as runs of a CI system have them.
    private static func told(_ records: [HistoricRecord], until end: Double) -> [HistoricRecord] {
        guard let last = records.last else { return [] }
        let offset = end - (last.run.started + last.run.seconds)
        return records.enumerated().map { index, record in
            var record = record
            record.run.started += offset
            record.run.id = name(record.run.started, index)
            record.run.commit = record.run.commit.map { commit(of: $0) }
            record.run.machine = "2 cores, 8 GiB, Linux x86_64"
            record.figures += figures(record, index)
            record.criteria = criteria(record, index)
            record.scanners = ["trivy"]
            record.findings = index >= records.count - 30 ? [finding] : []
            if record.criteria.contains(where: { $0.verdict == .fail }) { record.run.verdict = .fail }
            return record
        }
    }

    /// `20261128-150405-0a1b`.
    private static func name(_ started: Double, _ index: Int) -> String {
        guard let day = CalendarDay(containing: started) else { return "run-\(index)" }
        let rest = Int(started - day.start)
        let two = CalendarDay.two
        let (year, month, number) = day.parts
        let time = "\(two(rest / 3_600))\(two(rest / 60 % 60))\(two(rest % 60))"
        return "\(year)\(two(month))\(two(number))-\(time)-\(hexadecimal(UInt64(index) &* 40_503, digits: 4))"
    }

    private static func commit(of name: String) -> String {
        let hash = name.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let other = hash &* 0x9E37_79B9_7F4A_7C15
        let third = other &* 0xBF58_476D_1CE4_E5B9
        return hexadecimal(hash, digits: 16) + hexadecimal(other, digits: 16) + hexadecimal(third, digits: 8)
    }

    private static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String((String(repeating: "0", count: 16) + text).suffix(digits))
    }

    private static func latency(_ record: HistoricRecord, _ index: Int) -> Double {
        // As slow as the search's own test, with a wave of its own.
        let search = record.tests.first { $0.key.name == PlantedStory.slower }?.seconds ?? 0.8
        return 0.09 + search / 10 + Double(index % 7) * 0.001
    }

    private static func figures(_ record: HistoricRecord, _ index: Int) -> [HistoricFigure] {
        [
            HistoricFigure(
                "performance_gate.response_times.shop.p95",
                value: latency(record, index),
                dimension: .duration
            )
        ]
    }

    private static func criteria(_ record: HistoricRecord, _ index: Int) -> [HistoricCriterion] {
        let coverage = record.figures.first { $0.name == "coverage" }?.value ?? 0
        let failed = record.run.tally.failed + record.run.tally.errors
        let isSlow = latency(record, index) > 0.24
        let judged: [(String, Verdict)] = [
            ("code_quality_gate.code_complexity.cyclomatic_complexity", .pass),
            ("code_quality_gate.duplication.threshold", .pass),
            ("coverage_gate.overall.threshold", coverage >= 0.85 ? .pass : .fail),
            ("coverage_gate.critical_paths.threshold", coverage >= 0.8 ? .pass : .fail),
            ("integration_gate.api_contracts.validation", failed > 2 ? .fail : .pass),
            ("e2e_gate.critical_user_journeys.pass_rate", failed == 0 ? .pass : .fail),
            ("performance_gate.response_times.shop.p95", isSlow ? .warn : .pass),
            ("security_gate.vulnerability_scan.critical", .pass),
        ]
        return judged.map { HistoricCriterion(path: $0.0, verdict: $0.1) }
    }

    private static let finding = HistoricFinding(
        tool: "trivy",
        rule: "CVE-2026-31337",
        file: "requirements.txt",
        package: "pillow",
        severity: .medium,
        level: .warning,
        message: "pillow 10.0.0 reads outside of a buffer in a crafted image; 10.3.0 mends it",
        identity: 0x5107_2026_3133_7000,
        count: 1
    )
}
