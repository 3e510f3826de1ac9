package import Core
import Criteria
package import Scanning

extension RecordCodec {
    private static let progressTests = 16_384
    /// Bytes of a test in a record, about.
    private static let leastTest = 100
    private static let mostReserved = 1 << 20

    /// Reads a record; a later version, a missing id or an unknown outcome is an error with its place.
    ///
    /// `progress`: how many bytes are read, now and then.
    package static func decode(
        _ bytes: Bytes,
        progress: (Int) -> Void = { _ in }
    ) throws(ScanError) -> HistoricRecord {
        var json = try JSONReader(bytes)
        var record = HistoricRecord(run: HistoricRun(id: "", started: .nan))
        var words = RepeatedWords()
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
            case "findings":
                try json.readArray { json throws(ScanError) in append(finding: try json.readValue(), &record) }
            case "scanners":
                try json.readArray { json throws(ScanError) in
                    if let tool = try json.readValue()["tool"]?.string { record.scanners.append(tool) }
                }
            case "renames":
                try json.readArray { json throws(ScanError) in append(rename: try json.readValue(), &record) }
            case "tests":
                // A list that grows lies twice in memory each time; no test is written in less.
                record.tests.reserveCapacity(min(bytes.count / leastTest, mostReserved))
                try json.readArray { json throws(ScanError) in
                    record.tests.append(try test(&json, &words))
                    if record.tests.count % progressTests == 0 { progress(json.offset) }
                }
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
            tag: json["tag"]?.string,
            started: json["started"]?.double ?? .nan,
            seconds: json["seconds"]?.double ?? 0,
            machine: json["machine"]?.string,
            trigger: json["trigger"]?.string ?? "",
            isChange: json["change"]?.bool ?? false,
            isOfCommit: json["of_commit"]?.bool ?? false,
            verdict: json["verdict"]?.string.flatMap { Verdict(rawValue: $0) },
            interrupted: json["interrupted"]?.bool ?? false,
            isPartial: json["partial"]?.bool ?? false,
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

    private static func append(finding json: JSON, _ record: inout HistoricRecord) {
        guard let identity = json["identity"]?.string.flatMap({ UInt64($0, radix: 16) }),
            let rule = json["rule"]?.string
        else { return }
        record.findings.append(
            HistoricFinding(
                tool: json["tool"]?.string ?? "",
                rule: rule,
                file: json["file"]?.string ?? "",
                package: json["package"]?.string ?? "",
                severity: json["severity"]?.string.flatMap { Finding.Severity(rawValue: $0) } ?? .unknown,
                level: json["level"]?.string.flatMap { Finding.Level(rawValue: $0) } ?? .warning,
                message: json["message"]?.string ?? "",
                identity: identity,
                count: json["count"]?.int ?? 1
            )
        )
    }

    private static func append(rename json: JSON, _ record: inout HistoricRecord) {
        guard let from = json["from"]?.string.flatMap({ TestKey(text: $0) }),
            let to = json["to"]?.string.flatMap({ TestKey(text: $0) })
        else { return }
        record.renames.append(TestRenames.Rename(from: from, to: to))
    }

    private static func test(
        _ json: inout JSONReader,
        _ words: inout RepeatedWords
    ) throws(ScanError) -> TestObservation {
        var test = TestObservation(key: TestKey(name: ""), outcome: .failed)
        let place = json.offset
        var outcome: TestOutcome?
        try json.readObject { key, json throws(ScanError) in
            switch key {
            case "file": test.key.file = words.file.text(try json.readRawString())
            case "suite": test.key.suite = words.suite.text(try json.readRawString())
            case "class": test.key.className = words.className.text(try json.readRawString())
            case "name": test.key.name = try json.readString()
            case "parameters": test.key.parameters = try json.readString()
            case "variant": test.key.variant = TestKey.labels(try json.readString())
            case "outcome": outcome = Self.outcome(try json.readRawString())
            case "message": test.message = try json.readString()
            case "seconds": test.seconds = try json.doubleOrSkip()
            case "step": test.step = words.step.text(try json.readRawString())
            case "count": test.count = max(1, try json.integerOrSkip() ?? 1)
            default: try json.skipValue()
            }
        }
        guard let outcome, !test.key.name.isEmpty else {
            throw json.error("a test without a name, or without one of the four outcomes", at: place)
        }
        test.outcome = outcome
        return test
    }

    private static func outcome(_ word: JSONReader.Key) -> TestOutcome? {
        if word == "passed" { return .passed }
        return TestOutcome(word: word.string)
    }

    /// Neighbouring tests share most of their words: each is built once, and not a million times.
    private struct RepeatedWords {
        var file = Word()
        var suite = Word()
        var className = Word()
        var step = Word()

        struct Word {
            private var raw: UnsafeRawBufferPointer?
            private var last = ""

            /// The text of a string of the document, which lives as long as this does.
            mutating func text(_ key: JSONReader.Key) -> String {
                if let raw, raw.count == key.raw.count, raw.elementsEqual(key.raw) { return last }
                raw = key.raw
                last = key.string
                return last
            }
        }
    }
}
