import Core
import Scanning

/// What the history says of a run, as JSON: a member of the summary and of the report for programs.
enum PastJSON {
    static func json(_ past: RunPast) -> JSON {
        let comparison = past.comparison
        return [
            "previous": comparison.previous.map(run) ?? .null,
            "new_failures": JSON(comparison.newFailures.map(change)),
            "still_failing": JSON(comparison.stillFailing.map(change)),
            "fixed": JSON(comparison.fixed.map(change)),
            "flaky": JSON(comparison.flaky.map(change)),
            "newly_slow": JSON(
                comparison.newlySlow.map { slower in
                    ["test": JSON(slower.key.text), "seconds": JSON(slower.seconds), "usual": JSON(slower.usual)]
                }
            ),
            "new_tests": JSON(comparison.newTests.map { JSON($0.text) }),
            "removed_tests": JSON(comparison.removedTests.map { JSON($0.text) }),
            "failure_groups": JSON(past.groups.map(group)),
            "alerts": JSON(past.alerts.map(alert)),
            "quarantined": JSON(past.quarantined.map { JSON($0.text) }),
            "remarks": JSON(past.remarks.map { JSON($0) }),
        ]
    }

    private static func run(_ run: RunComparison.RunName) -> JSON {
        JSON(present: ["id": JSON(run.id), "commit": JSON(run.commit)])
    }

    private static func change(_ change: RunComparison.Change) -> JSON {
        JSON(present: [
            "test": JSON(change.key.text), "strip": JSON(change.strip.description),
            "since": change.since.map(run) ?? .null, "last_passed": change.lastPassed.map(run) ?? .null,
            "message": JSON(change.message),
        ])
    }

    private static func group(_ group: FailureGroup) -> JSON {
        JSON(present: [
            "signature": JSON(group.signature), "tests": JSON(group.tests.map { JSON($0.text) }),
            "oldest": run(group.oldest), "owner": JSON(group.owner),
        ])
    }

    private static func alert(_ alert: RaisedAlert) -> JSON {
        JSON(present: [
            "name": JSON(alert.name), "severity": JSON(alert.severity), "condition": JSON(alert.condition),
            "values": JSON(alert.values), "ongoing": JSON(alert.isOngoing),
        ])
    }

    // MARK: Reading

    /// What cannot be read is left out: the past decides nothing.
    static func past(_ json: JSON) -> RunPast {
        var comparison = RunComparison()
        comparison.previous = json["previous"].flatMap(run)
        comparison.newFailures = list(json["new_failures"], change)
        comparison.stillFailing = list(json["still_failing"], change)
        comparison.fixed = list(json["fixed"], change)
        comparison.flaky = list(json["flaky"], change)
        comparison.newlySlow = list(json["newly_slow"]) { json in
            guard let key = key(json["test"]), let seconds = json["seconds"]?.double, let usual = json["usual"]?.double
            else { return nil }
            return RunComparison.Slower(key: key, seconds: seconds, usual: usual)
        }
        comparison.newTests = list(json["new_tests"], key)
        comparison.removedTests = list(json["removed_tests"], key)
        return RunPast(
            comparison: comparison,
            groups: list(json["failure_groups"], group),
            alerts: list(json["alerts"], alert),
            quarantined: list(json["quarantined"], key),
            remarks: list(json["remarks"]) { $0.string }
        )
    }

    private static func list<Value>(_ json: JSON?, _ read: (JSON) -> Value?) -> [Value] {
        (json?.array ?? []).compactMap(read)
    }

    private static func key(_ json: JSON?) -> TestKey? { json?.string.flatMap { TestKey(text: $0) } }

    private static func run(_ json: JSON) -> RunComparison.RunName? {
        json["id"]?.string.map { RunComparison.RunName(id: $0, commit: json["commit"]?.string) }
    }

    private static func change(_ json: JSON) -> RunComparison.Change? {
        guard let key = key(json["test"]), let strip = json["strip"]?.string else { return nil }
        return RunComparison.Change(
            key: key,
            strip: ResultStrip(signs: strip),
            since: json["since"].flatMap(run),
            lastPassed: json["last_passed"].flatMap(run),
            message: json["message"]?.string
        )
    }

    private static func group(_ json: JSON) -> FailureGroup? {
        guard let signature = json["signature"]?.string, let oldest = json["oldest"].flatMap(run) else { return nil }
        return FailureGroup(
            signature: signature,
            tests: list(json["tests"], key),
            oldest: oldest,
            owner: json["owner"]?.string
        )
    }

    private static func alert(_ json: JSON) -> RaisedAlert? {
        guard let name = json["name"]?.string, let condition = json["condition"]?.string else { return nil }
        return RaisedAlert(
            name: name,
            severity: json["severity"]?.string,
            condition: condition,
            values: json["values"]?.string ?? "",
            isOngoing: json["ongoing"]?.bool ?? false
        )
    }
}
