import Core

extension HTMLReport {
    /// The worst first, those that block before others.
    static func sorted(_ gates: [GateView]) -> [GateView] {
        gates.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.verdict != other.verdict { return one.verdict > other.verdict }
            return one.blocking == other.blocking ? left.offset < right.offset : one.blocking
        }.map(\.element)
    }

    static func gate(_ gate: GateView, _ details: RunDetails) -> [String: Any] {
        let criteria = gate.criteria.enumerated().sorted { left, right in
            left.element.verdict == right.element.verdict
                ? left.offset < right.offset : left.element.verdict > right.element.verdict
        }.map(\.element)
        return [
            "id": gate.id.rawValue, "title": gate.title, "word": Display.word(gate.verdict),
            "class": style(gate.verdict), "tally": gate.tally, "advisory": !gate.blocking,
            "open": gate.verdict != .pass && gate.verdict != .notApplicable,
            "purpose": details.purposes[gate.id].map { CleanText.line($0) } ?? Display.purpose(gate.id),
            "criteria": criteria.map(criterion),
        ]
    }

    /// Offenders that stand in sight; the others are one step away.
    private static let shown = 8

    private static func criterion(_ criterion: CriterionView) -> [String: Any] {
        let offenders = criterion.offenders
        let values = criterion.cells.flatMap(\.values)
        let total = offenders.count + values.reduce(0) { $0 + $1.unlisted }
        return [
            "path": criterion.path, "written": criterion.written, "metric": criterion.metric,
            "word": Display.word(criterion.verdict), "class": style(criterion.verdict),
            "open": criterion.isOpen,
            "finding": sentence(criterion.finding), "place": optional(criterion.place),
            "remedy": criterion.remedy.map(sentence) ?? [], "hasRemedy": criterion.remedy != nil,
            "cells": criterion.cells.prefix(200).map(cell), "moreCells": more(criterion.cells.count - 200),
            "hasLabels": criterion.cells.contains { !$0.labels.isEmpty || $0.values.contains { !$0.labels.isEmpty } },
            "hasReasons": criterion.cells.contains { $0.reason != nil }, "hasOffenders": !offenders.isEmpty,
            "offenders": offenders.prefix(shown).map(offender),
            "restOfOffenders": rest(offenders),
            "ofOffenders": total > offenders.count ? "\(offenders.count) of \(total) shown" : false,
            "sources": unique(values.flatMap(\.sources)), "hasSources": !values.isEmpty,
            "grid": criterion.grid.map(grid) ?? false,
            "notes": unique(values.flatMap(\.notes)), "baselines": unique(values.flatMap(\.baselines)),
            "remarks": unique(criterion.remarks),
            "statements": unique(criterion.cells.flatMap(\.statements)),
        ]
    }

    private static func rest(_ offenders: [OffenderView]) -> Any {
        guard offenders.count > shown else { return false }
        let rest: [String: Any] = [
            "rest": offenders.dropFirst(shown).map(offender), "restCount": "\(offenders.count - shown)",
        ]
        return rest
    }

    private static func offender(_ offender: OffenderView) -> [String: Any] {
        ["place": optional(offender.place), "name": optional(offender.name), "detail": optional(offender.detail)]
    }

    private static func cell(_ cell: CriterionView.Cell) -> [String: Any] {
        let value = cell.values.first
        let labels = cell.labels.isEmpty ? value?.labels ?? "" : cell.labels
        return [
            "labels": labels.isEmpty ? "all" : labels, "word": Display.word(cell.verdict), "class": style(cell.verdict),
            "rounded": value?.rounded ?? "—", "exact": value?.exact ?? "—",
            "samples": value.map { "\($0.samples)" } ?? "—", "reason": cell.reason.map(sentence) ?? [],
            "isEmpty": value == nil,
            "others": cell.values.count > 1 ? "worst of \(cell.values.count)" : false,
        ]
    }
}
