import Core
import Scanning

extension JSONReport {
    static func selection(_ record: SelectionRecord) -> JSON {
        [
            "base": JSON(CleanText.line(record.base)), "changed": JSON(record.changed), "whole": JSON(record.whole),
            "chosen": JSON(record.chosen), "total": JSON(record.total), "risk": JSON(record.risk),
            "carried": JSON(record.carried.map(carried)),
            "not_selected": JSON(record.omissions.map(omission)), "shadowed": JSON(record.shadowed.map(omission)),
            "failures": JSON(
                record.tallies.map { tally in
                    [
                        "kind": JSON(tally.kind.rawValue), "failures": JSON(tally.failures),
                        "misses": JSON(tally.misses.map { JSON(CleanText.line($0)) }),
                    ]
                }
            ),
        ]
    }

    private static func carried(_ carried: SelectionRecord.Carried) -> JSON {
        [
            "step": JSON(carried.step), "tests": JSON(carried.tests.map { JSON(CleanText.line($0)) }),
            "run": JSON(carried.run), "commit": JSON(carried.commit), "commits": JSON(carried.commits),
            "started": JSON(carried.time),
        ]
    }

    private static func omission(_ omission: SelectionRecord.Omission) -> JSON {
        [
            "step": JSON(omission.step), "kind": JSON(omission.kind.rawValue),
            "tests": JSON(omission.tests.map { JSON(CleanText.line($0)) }),
            "reason": JSON(CleanText.line(omission.reason)),
        ]
    }
}
