package import Core
import Criteria
import Scanning

/// A run's record as JSON: what the history is made from, and what is exchanged; never changed once it is written.
package enum RecordCodec {
    static let version = 1

    package static func encode(_ record: HistoricRecord) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.append(key: "version")
        json.append(Int64(version))
        json.append(key: "run")
        json.append(run(record.run))
        list("figures", record.figures, &json) { figure in
            ["name": JSON(figure.name), "value": JSON(figure.value), "dimension": JSON(figure.dimension.rawValue)]
        }
        list("criteria", record.criteria, &json) { ["path": JSON($0.path), "verdict": JSON($0.verdict.rawValue)] }
        list("steps", record.steps, &json) { step in
            [
                "name": JSON(step.name), "component": JSON(step.component), "seconds": JSON(step.seconds),
                "passed": JSON(step.passed),
            ]
        }
        list("files", record.files, &json) { file in
            ["path": JSON(file.path), "covered": JSON(file.lines.covered), "total": JSON(file.lines.total)]
        }
        list("findings", record.findings, &json, finding)
        list("scanners", record.scanners, &json) { ["tool": JSON($0)] }
        list("renames", record.renames, &json) { ["from": JSON($0.from.text), "to": JSON($0.to.text)] }
        json.append(key: "tests")
        json.beginArray()
        for test in record.tests {
            json.beginElement()
            append(test, to: &json)
        }
        json.endArray()
        json.endObject()
        json.appendNewline()
        return json.bytes
    }

    private static func list<Value>(
        _ key: StaticString,
        _ values: [Value],
        _ json: inout JSONWriter,
        _ members: (Value) -> KeyValuePairs<String, JSON>
    ) {
        json.append(key: key)
        json.beginArray()
        for value in values {
            json.beginElement()
            json.append(JSON(present: members(value)))
        }
        json.endArray()
    }

    private static func finding(_ finding: HistoricFinding) -> KeyValuePairs<String, JSON> {
        [
            "identity": JSON(String(finding.identity, radix: 16)), "tool": JSON(finding.tool),
            "rule": JSON(finding.rule), "file": JSON(finding.file), "package": JSON(finding.package),
            "severity": JSON(finding.severity.rawValue), "level": JSON(finding.level.rawValue),
            "message": JSON(finding.message), "count": JSON(finding.count),
        ]
    }

    private static func run(_ run: HistoricRun) -> JSON {
        JSON(present: [
            "id": JSON(run.id), "branch": JSON(run.branch), "commit": JSON(run.commit), "tag": JSON(run.tag),
            "started": JSON(run.started),
            "seconds": JSON(run.seconds), "machine": JSON(run.machine), "trigger": JSON(run.trigger),
            "change": JSON(run.isChange), "of_commit": JSON(run.isOfCommit), "verdict": JSON(run.verdict?.rawValue),
            "interrupted": JSON(run.interrupted), "partial": JSON(run.isPartial), "seeded": JSON(run.isSeeded),
            "passed": JSON(run.tally.passed),
            "failed": JSON(run.tally.failed),
            "errors": JSON(run.tally.errors), "skipped": JSON(run.tally.skipped), "flaky": JSON(run.tally.flaky),
            "duration": JSON(run.tally.duration),
        ])
    }

    /// Written member by member: there may be a million of them.
    private static func append(_ test: TestObservation, to json: inout JSONWriter) {
        json.beginObject()
        let key = test.key
        let texts: [(StaticString, String)] = [
            ("file", key.file), ("suite", key.suite), ("class", key.className), ("name", key.name),
            ("parameters", key.parameters), ("variant", key.variantText), ("outcome", test.outcome.word),
            ("message", test.message ?? ""), ("step", test.step ?? ""),
        ]
        for (name, text) in texts where !text.isEmpty {
            json.append(key: name)
            json.append(text)
        }
        if let seconds = test.seconds {
            json.append(key: "seconds")
            json.append(seconds)
        }
        if test.count > 1 {
            json.append(key: "count")
            json.append(Int64(test.count))
        }
        json.endObject()
    }
}
