package import Core
import Scanning

/// Every test of a run in the Common Test Report Format, whose schema allows no further members outside of `extra`.
package enum CTRFReport {
    package static func bytes(_ summary: RunSummary, details: RunDetails = RunDetails()) -> [UInt8] {
        let rows = TestList(summary, details).rows
        let start = summary.context?.started ?? 0
        let count = { (status: TestCase.Status) in rows.count { $0.status == status } }
        var document: [JSON.Member] = [
            JSON.Member("reportFormat", "CTRF"), JSON.Member("specVersion", "0.0.0"),
            JSON.Member("generatedBy", "Assay"),
        ]
        document.append(
            JSON.Member(
                "results",
                JSON(present: [
                    "tool": ["name": "Assay"],
                    "summary": [
                        "tests": JSON(rows.count), "passed": JSON(count(.passed)),
                        "failed": JSON(count(.failed) + count(.error)), "skipped": JSON(count(.skipped)),
                        "pending": JSON(0), "other": JSON(0), "flaky": JSON(rows.count(where: \.flaky)),
                        "start": milliseconds(start), "stop": milliseconds(start + summary.seconds),
                        "duration": milliseconds(summary.seconds),
                    ],
                    "tests": JSON(rows.map(test)),
                    "environment": summary.context.map(environment) ?? .null,
                ])
            )
        )
        return JSON.object(document).serialized(.compact) + [0x0A]
    }

    private static func milliseconds(_ seconds: Double) -> JSON {
        JSON(Int((min(max(seconds.isFinite ? seconds : 0, 0), 1e12) * 1_000).rounded()))
    }

    private static func environment(_ context: RunContext) -> JSON {
        JSON(present: [
            "branchName": JSON(context.branch.map { CleanText.line($0) }),
            "commit": JSON(context.commit.map { CleanText.line($0) }),
            "buildName": JSON(CleanText.line(context.id)), "osPlatform": JSON(CleanText.line(context.machine.system)),
        ])
    }

    private static func test(_ row: TestList.Row) -> JSON {
        let message = CleanText.block(row.message)
        let first = message.split(separator: "\n").first.map(String.init)
        let suites = [row.suite, row.className].filter { !$0.isEmpty }.map { JSON(CleanText.line($0)) }
        let attempts = row.earlier.enumerated().map { index, test in
            JSON(present: [
                "attempt": JSON(index + 1), "status": "failed", "duration": test.seconds.map(milliseconds) ?? .null,
                "message": JSON(test.message.map { CleanText.line($0) }),
            ])
        }
        let name = CleanText.line(row.variant.isEmpty ? row.name : "\(row.name) (\(row.variant))", limit: 2_000)
        return JSON(present: [
            "name": JSON(name.isEmpty ? "unnamed" : name), "status": JSON(word(row.status)),
            "duration": milliseconds(row.seconds ?? 0), "rawStatus": JSON(row.status.rawValue),
            "suite": suites.isEmpty ? .null : .array(suites),
            "filePath": row.file.isEmpty ? .null : JSON(CleanText.line(row.file)), "line": JSON(row.line),
            "message": JSON(first), "trace": message.isEmpty ? .null : JSON(message),
            "flaky": row.flaky ? JSON(true) : .null, "retries": attempts.isEmpty ? .null : JSON(attempts.count),
            "retryAttempts": attempts.isEmpty ? .null : .array(attempts),
        ])
    }

    private static func word(_ status: TestCase.Status) -> String {
        switch status {
        case .passed: "passed"
        case .failed, .error: "failed"
        case .skipped: "skipped"
        }
    }
}
