package import Core
import Criteria
package import Scanning

/// oasdiff's breaking changes or changelog as JSON, or what it says where it has no earlier schema to compare with.
package enum OasdiffImporter: Importer {
    package static let format = FormatDescription(id: "oasdiff", title: "oasdiff JSON", feeds: .metrics)

    private static let metric: MetricID = "api_contracts.breaking_changes"

    package static func recognises(_ head: DocumentHead) -> Bool {
        if case .text(let line) = head.content { return isWithoutBase(line) }
        let keys = Set(head.elementKeys)
        return keys.isSuperset(of: ["id", "level"]) && !keys.isDisjoint(with: ["operation", "section"])
            && keys.isDisjoint(with: ["severity", "check_name"])
    }

    private static let selection = JSONSelection(["id", "text", "level", "operation", "path", "source"])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        report.tool = "oasdiff"
        let start = DocumentHead.firstVisible(bytes)
        if start < bytes.count, ![UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[start]) {
            return readError(bytes.dropping(start), &report)
        }
        let records = report.records(try selection.document(bytes))
        var breaking: [JSON] = []
        var certain = 0
        for record in records {
            guard record.text("id") != nil, let level = level(record.at("level")) else {
                report.fail("a change has no 'id' or no known 'level'")
                continue
            }
            if level > 1 { breaking.append(record) }
            if level > 2 { certain += 1 }
        }
        let listed = records.isEmpty ? "no change is listed" : "\(records.count) changes are listed"
        report.measurements = [
            measurement(
                Double(breaking.count),
                samples: max(1, records.count),
                breaking.sorted { (level($0.at("level")) ?? 0) > (level($1.at("level")) ?? 0) }.prefix(10).map(
                    offender
                ),
                "\(listed), \(certain) of them break, \(breaking.count - certain) may break",
                report
            )
        ]
    }

    /// 3 breaks, 2 may break, 1 does not; oasdiff itself calls the first two breaking.
    private static func level(_ level: JSON?) -> Int? {
        if let number = level?.int, (1...3).contains(number) { return number }
        return level?.string.flatMap { ["ERR": 3, "ERROR": 3, "WARN": 2, "WARNING": 2, "INFO": 1][$0.uppercased()] }
    }

    private static func offender(_ record: JSON) -> Offender {
        let place = [record.text("operation"), record.text("path")].compactMap(\.self).joined(separator: " ")
        return Offender(
            name: place.isEmpty ? record.text("id") ?? "" : "\(record.text("id") ?? ""), \(place)",
            file: record.text("source").map { SourcePath.normalised($0) },
            detail: record.text("text")
        )
    }

    private static func isWithoutBase(_ line: Bytes) -> Bool {
        line.hasPrefix("Error: failed to load base spec") || line.hasPrefix("failed to load base spec")
    }

    /// No earlier schema is nothing to compare with: a measurement of nothing, which carries no verdict.
    private static func readError(_ bytes: Bytes, _ report: inout Report) {
        guard isWithoutBase(bytes) else {
            report.fail("neither JSON nor a message of oasdiff that is known; let it write with `--format json`")
            return
        }
        report.measurements = [measurement(0, samples: 0, [], "there is no earlier schema to compare with", report)]
    }

    private static func measurement(
        _ value: Double,
        samples: Int,
        _ offenders: [Offender],
        _ note: String,
        _ report: Report
    ) -> Measurement {
        Measurement(
            metric: metric,
            value: value,
            dimension: .count,
            samples: samples,
            provenance: [report.provenance],
            offenders: offenders,
            notes: [note]
        )
    }
}
