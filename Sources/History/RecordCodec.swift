package import Core
import Criteria
package import Scanning

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

    private static func run(_ run: HistoricRun) -> JSON {
        JSON(present: [
            "id": JSON(run.id), "branch": JSON(run.branch), "commit": JSON(run.commit), "started": JSON(run.started),
            "seconds": JSON(run.seconds), "machine": JSON(run.machine), "trigger": JSON(run.trigger),
            "change": JSON(run.isChange), "of_commit": JSON(run.isOfCommit), "verdict": JSON(run.verdict?.rawValue),
            "interrupted": JSON(run.interrupted), "seeded": JSON(run.isSeeded), "passed": JSON(run.tally.passed),
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
            ("message", test.message ?? ""),
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

extension RecordCodec {
    /// Reads a record; a later version, a missing id or an unknown outcome is an error with its place.
    package static func decode(_ bytes: Bytes) throws(ScanError) -> HistoricRecord {
        var json = try JSONReader(bytes)
        var record = HistoricRecord(run: HistoricRun(id: "", started: .nan))
        try json.readObject { key, json throws(ScanError) in
            switch key {
            case "version":
                let place = json.offset
                let found = try json.readValue().int ?? 0
                guard found == version else {
                    throw json.error(
                        "version \(found) of a run's record; this Assay reads version \(version)",
                        at: place
                    )
                }
            case "run": record.run = run(try json.readValue())
            case "figures":
                try json.readArray { json throws(ScanError) in append(figure: try json.readValue(), &record) }
            case "criteria":
                try json.readArray { json throws(ScanError) in append(criterion: try json.readValue(), &record) }
            case "steps": try json.readArray { json throws(ScanError) in append(step: try json.readValue(), &record) }
            case "files": try json.readArray { json throws(ScanError) in append(file: try json.readValue(), &record) }
            case "tests": try json.readArray { json throws(ScanError) in record.tests.append(try test(&json)) }
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard !record.run.id.isEmpty, record.run.started.isFinite else {
            throw json.error("no run with an id and a time of its start", at: 0)
        }
        return record
    }

    private static func run(_ json: JSON) -> HistoricRun {
        let count = { (key: String) in max(0, json[key]?.int ?? 0) }
        return HistoricRun(
            id: json["id"]?.string ?? "",
            branch: json["branch"]?.string,
            commit: json["commit"]?.string,
            started: json["started"]?.double ?? .nan,
            seconds: json["seconds"]?.double ?? 0,
            machine: json["machine"]?.string,
            trigger: json["trigger"]?.string ?? "",
            isChange: json["change"]?.bool ?? false,
            isOfCommit: json["of_commit"]?.bool ?? false,
            verdict: json["verdict"]?.string.flatMap { Verdict(rawValue: $0) },
            interrupted: json["interrupted"]?.bool ?? false,
            isSeeded: json["seeded"]?.bool ?? false,
            tally: TestTally(
                passed: count("passed"),
                failed: count("failed"),
                errors: count("errors"),
                skipped: count("skipped"),
                flaky: count("flaky"),
                duration: json["duration"]?.double ?? 0
            )
        )
    }

    private static func append(figure json: JSON, _ record: inout HistoricRecord) {
        guard let name = json["name"]?.string, let value = json["value"]?.double,
            let dimension = json["dimension"]?.string.flatMap({ Dimension(rawValue: $0) })
        else { return }
        record.figures.append(HistoricFigure(name: name, value: value, dimension: dimension))
    }

    private static func append(criterion json: JSON, _ record: inout HistoricRecord) {
        guard let path = json["path"]?.string, let verdict = json["verdict"]?.string.flatMap({ Verdict(rawValue: $0) })
        else { return }
        record.criteria.append(HistoricCriterion(path: path, verdict: verdict))
    }

    private static func append(step json: JSON, _ record: inout HistoricRecord) {
        guard let name = json["name"]?.string, let seconds = json["seconds"]?.double, let passed = json["passed"]?.bool
        else { return }
        record.steps.append(
            HistoricStep(name: name, component: json["component"]?.string, seconds: seconds, passed: passed)
        )
    }

    private static func append(file json: JSON, _ record: inout HistoricRecord) {
        guard let path = json["path"]?.string, let covered = json["covered"]?.int, let total = json["total"]?.int
        else { return }
        record.files.append(HistoricFile(path: path, lines: Fraction(covered: covered, total: total)))
    }

    private static func test(_ json: inout JSONReader) throws(ScanError) -> TestObservation {
        var test = TestObservation(key: TestKey(name: ""), outcome: .failed)
        let place = json.offset
        var outcome: TestOutcome?
        try json.readObject { key, json throws(ScanError) in
            switch key {
            case "file": test.key.file = try json.readString()
            case "suite": test.key.suite = try json.readString()
            case "class": test.key.className = try json.readString()
            case "name": test.key.name = try json.readString()
            case "parameters": test.key.parameters = try json.readString()
            case "variant": test.key.variant = TestKey.labels(try json.readString())
            case "outcome": outcome = TestOutcome(word: try json.readString())
            case "message": test.message = try json.readString()
            case "seconds": test.seconds = try json.readValue().double
            case "count": test.count = max(1, try json.readValue().int ?? 1)
            default: try json.skipValue()
            }
        }
        guard let outcome, !test.key.name.isEmpty else {
            throw json.error("a test without a name, or without one of the four outcomes", at: place)
        }
        test.outcome = outcome
        return test
    }
}
