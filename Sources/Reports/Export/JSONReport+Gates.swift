import Core
import Criteria
import Scanning

extension JSONReport {
    static func gate(_ gate: GateVerdict) -> JSON {
        [
            "gate": JSON(gate.gate.rawValue), "verdict": JSON(gate.verdict.rawValue), "blocking": JSON(gate.blocking),
            "criteria": JSON(gate.criteria.map(criterion)),
        ]
    }

    private static func criterion(_ verdict: CriterionVerdict) -> JSON {
        let criterion = verdict.criterion
        return [
            "path": JSON(criterion.path), "metric": JSON(criterion.metric.name), "written": JSON(criterion.written),
            "verdict": JSON(verdict.verdict.rawValue), "location": location(criterion.location),
            "cells": JSON(verdict.cells.map(cell)), "remedy": JSON(verdict.remedy.map { CleanText.block($0) }),
            "remarks": JSON(verdict.remarks.map { JSON(CleanText.line($0)) }),
        ]
    }

    private static func location(_ location: SourceLocation?) -> JSON {
        guard let location else { return .null }
        return ["file": JSON(location.file), "line": JSON(location.line), "column": JSON(location.column)]
    }

    private static func cell(_ cell: CellVerdict) -> JSON {
        [
            "labels": labels(cell.labels), "verdict": JSON(cell.judgement.verdict.rawValue),
            "reason": JSON(cell.judgement.reason.map { CleanText.block($0) }), "owner": JSON(cell.owner),
            "measurements": JSON(cell.judgement.measurements.map(measurement)),
            "statements": JSON(cell.judgement.statements.map(statement)), "waivers": waivers(cell.judgement),
        ]
    }

    private static func statement(_ statement: AttestedStatement) -> JSON {
        [
            "signer": JSON(CleanText.line(statement.signer)), "role": JSON(CleanText.line(statement.role)),
            "key": JSON(statement.key), "statement": JSON(CleanText.block(statement.text)),
            "evidence": JSON(statement.evidence.map { JSON($0) }), "file": JSON(statement.file),
            "issued": JSON(statement.issued), "expires": JSON(statement.expires),
            "last_day": JSON(AttestedStatement.lastDay(statement.expires)),
        ]
    }

    private static func waivers(_ judgement: Judgement) -> JSON {
        guard case .waived(_, let waivers) = judgement else { return .array([]) }
        return .array(
            waivers.map { waiver in
                [
                    "owner": JSON(CleanText.line(waiver.owner)), "reason": JSON(CleanText.block(waiver.reason)),
                    "expires": JSON(waiver.expires.description), "labels": labels(waiver.labels),
                    "finding": JSON(waiver.finding), "location": location(waiver.location),
                ]
            }
        )
    }

    private static func measurement(_ measurement: Measurement) -> JSON {
        [
            "value": JSON(measurement.value), "unit": JSON(unit(measurement.dimension)),
            "display": JSON(Display.rounded(measurement.value, measurement.dimension)),
            "samples": JSON(measurement.samples), "labels": labels(measurement.labels),
            "provenance": JSON(
                measurement.provenance.map { source in
                    [
                        "file": JSON(source.file), "format": JSON(source.format), "tool": JSON(source.tool),
                        "step": JSON(source.step), "modified": JSON(source.modified),
                        "carried": JSON(source.carried),
                    ]
                }
            ),
            "offenders": JSON(
                measurement.offenders.map { offender in
                    [
                        "name": JSON(CleanText.line(offender.name)), "file": JSON(offender.file),
                        "line": JSON(offender.line), "detail": JSON(offender.detail.map { CleanText.line($0) }),
                        "owner": JSON(offender.owner),
                    ]
                }
            ),
            "unlisted_offenders": JSON(measurement.unlistedOffenders),
            "notes": JSON(measurement.notes.map { JSON(CleanText.line($0)) }),
            "baselines": JSON(measurement.baselines.map(baseline)),
        ]
    }

    private static func baseline(_ use: BaselineUse) -> JSON {
        [
            "value": JSON(use.value), "unit": JSON(unit(use.dimension)),
            "display": JSON(Display.rounded(use.value, use.dimension)), "origin": JSON(CleanText.line(use.origin)),
            "runs": JSON(
                use.runs.map { run in
                    [
                        "id": JSON(run.id), "branch": JSON(run.branch), "commit": JSON(run.commit),
                        "started": JSON(run.started), "seed": seed(run.seed),
                    ]
                }
            ),
            "left_out": JSON(use.leftOut.map { JSON(CleanText.line($0)) }),
            "notes": JSON(use.notes.map { JSON(CleanText.line($0)) }),
        ]
    }

    static func seed(_ seed: BaselineSeed?) -> JSON {
        seed.map { ["by": JSON(CleanText.line($0.by)), "at": JSON($0.at)] } ?? .null
    }

    /// The unit of a value; a document of version 1 uses no others.
    private static func unit(_ dimension: Dimension) -> String {
        switch dimension {
        case .count: "count"
        case .ratio: "ratio"
        case .duration: "s"
        case .rate: "per_s"
        case .bytes: "B"
        case .bandwidth: "bit/s"
        case .cores: "cores"
        case .boolean: "boolean"
        case .text, .level: "text"
        }
    }
}
