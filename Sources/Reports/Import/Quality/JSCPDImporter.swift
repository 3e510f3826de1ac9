package import Core
import Criteria
package import Scanning

/// jscpd's JSON report; duplicated lines as a share of all lines that it looked at.
package enum JSCPDImporter: Importer {
    package static let format = FormatDescription(id: "jscpd", title: "jscpd JSON", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("duplicates") != nil && head.member("statistics") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        var total: (duplicated: Int?, lines: Int?)
        var offenders: [(lines: Int, offender: Offender)] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "statistics": total = try statistics(&json)
            case "duplicates":
                guard try json.peek() == .array else {
                    throw json.error("'duplicates' must be a list", at: json.offset)
                }
                try json.beginArray()
                while try json.nextElement() { offenders.append(try duplicate(&json)) }
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard let duplicated = total.duplicated, let lines = total.lines, 0 <= duplicated, duplicated <= lines else {
            throw json.error("no totals of lines and duplicated lines that fit", at: 0)
        }
        guard lines > 0 else {
            report.warn("no line was looked at")
            return
        }
        if offenders.isEmpty, duplicated > 0 {
            throw json.error("declares \(duplicated) duplicated lines and lists no duplicate", at: 0)
        }
        let worst = offenders.sorted { $0.lines > $1.lines }.prefix(10)
        report.measurements = [
            Measurement(
                metric: "duplication.lines",
                value: Double(duplicated) / Double(lines),
                dimension: .ratio,
                samples: lines,
                provenance: [report.provenance],
                offenders: worst.map(\.offender)
            )
        ]
    }

    /// The totals; jscpd 4 writes `duplicatedLines`, its successor `duplicated_lines`.
    private static func statistics(_ json: inout JSONReader) throws(ScanError) -> (duplicated: Int?, lines: Int?) {
        var total: (duplicated: Int?, lines: Int?)
        guard try JSONText.isObject(&json) else { return total }
        try json.beginObject()
        while let key = try json.nextKey() {
            guard key == "total" else {
                try json.skipValue()
                continue
            }
            guard try JSONText.isObject(&json) else { continue }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                case "duplicatedLines", "duplicated_lines": total.duplicated = try json.integerOrSkip()
                case "lines": total.lines = try json.integerOrSkip()
                default: try json.skipValue()
                }
            }
        }
        return total
    }

    private static func duplicate(_ json: inout JSONReader) throws(ScanError) -> (lines: Int, offender: Offender) {
        guard try json.peek() == .object else { throw json.error("a duplicate must be an object", at: json.offset) }
        var offender = Offender(name: "duplicate")
        var lines = 0
        var other = ""
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "lines": lines = try json.integerOrSkip() ?? 0
            case "firstFile", "first_file": (offender.file, offender.line) = try place(&json)
            case "secondFile", "second_file": other = try place(&json).file ?? ""
            default: try json.skipValue()
            }
        }
        offender.detail = "\(lines) lines" + (other.isEmpty ? "" : ", also in \(other)")
        return (lines, offender)
    }

    private static func place(_ json: inout JSONReader) throws(ScanError) -> (file: String?, line: Int?) {
        var place: (file: String?, line: Int?)
        guard try JSONText.isObject(&json) else { return place }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": place.file = try json.stringOrSkip().map(CoverageNumbers.path)
            case "start": place.line = try json.integerOrSkip()
            default: try json.skipValue()
            }
        }
        return place
    }
}
