package import Core
import Criteria
package import Scanning

/// What the history says of a run, as JSON: a member of the summary and of the report for programs.
package enum PastJSON {
    package static func json(_ past: RunPast) -> JSON {
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
            "findings": [
                "new": JSON(past.findings.new.map(finding)), "fixed": JSON(past.findings.fixed.map(finding)),
                "known": JSON(past.findings.known.map(finding)),
            ],
            "trends": JSON(past.trends.map(trend)),
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
            "values": JSON(alert.values), "ongoing": JSON(alert.isOngoing), "key": JSON(alert.key),
        ])
    }

    private static func finding(_ item: FindingChanges.Item) -> JSON {
        [
            "title": JSON(item.title), "weight": JSON(item.weight), "tool": JSON(item.tool), "since": run(item.since),
        ]
    }

    /// Points as arrays: the time, the value and the run.
    private static func trend(_ trend: Trend) -> JSON {
        [
            "name": JSON(trend.name), "dimension": JSON(trend.dimension.rawValue),
            "points": JSON(trend.points.map { JSON([JSON($0.time), JSON($0.value), JSON($0.run)]) }),
        ]
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
            findings: FindingChanges(
                new: list(json["findings"]?["new"], finding),
                fixed: list(json["findings"]?["fixed"], finding),
                known: list(json["findings"]?["known"], finding)
            ),
            trends: list(json["trends"], trend),
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
            isOngoing: json["ongoing"]?.bool ?? false,
            key: json["key"]?.string ?? ""
        )
    }

    private static func finding(_ json: JSON) -> FindingChanges.Item? {
        guard let title = json["title"]?.string, let since = json["since"].flatMap(run) else { return nil }
        return FindingChanges.Item(
            title: title,
            weight: json["weight"]?.string ?? "",
            tool: json["tool"]?.string ?? "",
            since: since
        )
    }

    private static func trend(_ json: JSON) -> Trend? {
        guard let name = json["name"]?.string,
            let dimension = json["dimension"]?.string.flatMap({ Dimension(rawValue: $0) })
        else { return nil }
        let points = list(json["points"]) { point -> Trend.Point? in
            guard let time = point[0]?.double, let value = point[1]?.double, let run = point[2]?.string else {
                return nil
            }
            return Trend.Point(time: time, value: value, run: run)
        }
        return Trend(name: name, dimension: dimension, points: points)
    }
}

extension RunPast: WireValue {
    package func write(to json: inout JSONWriter) { json.append(PastJSON.json(self)) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> RunPast {
        PastJSON.past(try json.readValue())
    }
}
