package import Core
import Criteria
import Scanning
import Wire

extension DetailsCodec {
    /// nil where it is no such document, or one of another version.
    package static func decode(_ bytes: [UInt8]) -> RunDetails? {
        guard let json = try? JSON(parsing: bytes), json["assay_details"]?.int == version else { return nil }
        var details = RunDetails()
        for member in json["strips"]?.object ?? [] {
            guard let key = TestKey(text: member.key), let signs = member.value.string else { continue }
            details.strips[key] = ResultStrip(signs: signs)
        }
        for trend in list(json["trends"], trend) { details.trends[trend.name] = trend }
        details.sources = list(json["sources"], source)
        details.sourcesLeftOut = json["sources_left_out"]?.int ?? 0
        details.criticalPaths = list(json["critical_paths"], row)
        for member in json["purposes"]?.object ?? [] {
            if let gate = GateID(rawValue: member.key) { details.purposes[gate] = member.value.string }
        }
        for member in json["owners"]?.object ?? [] { details.owners[member.key] = member.value.string }
        for member in json["pictures"]?.object ?? [] {
            guard let address = member.value.string, address.hasPrefix("data:image/") else { continue }
            details.pictures[member.key] = address
        }
        if let suites = json["suites"]?.array, let rows = json["matrix"]?.array {
            details.matrix = CoverageMatrix(
                suites: suites.compactMap(\.string),
                files: rows.map { $0["file"]?.string ?? "" },
                cells: rows.map { ($0["cells"]?.array ?? []).map(fraction) }
            )
        }
        if let new = json["new_findings"]?.array {
            details.news = FindingComparison(
                new: Set(new.compactMap(\.int)),
                fixed: list(json["fixed_findings"], fixed)
            )
        }
        return details
    }

    private static func list<Value>(_ json: JSON?, _ read: (JSON) -> Value?) -> [Value] {
        (json?.array ?? []).compactMap(read)
    }

    private static func fraction(_ json: JSON) -> Fraction? {
        guard let covered = json[0]?.int, let total = json[1]?.int else { return nil }
        return Fraction(covered: covered, total: total)
    }

    private static func trend(_ json: JSON) -> Trend? {
        guard let name = json["name"]?.string,
            let dimension = json["dimension"]?.string.flatMap(Dimension.init(rawValue:))
        else { return nil }
        let points = list(json["points"]) { point -> Trend.Point? in
            guard let time = point[0]?.double, let value = point[1]?.double else { return nil }
            return Trend.Point(time: time, value: value, run: point[2]?.string ?? "")
        }
        return Trend(name: name, dimension: dimension, points: points)
    }

    private static func source(_ json: JSON) -> SourceText? {
        guard let path = json["path"]?.string, let text = json["text"]?.string else { return nil }
        let lines =
            ranges(json["covered"]).flatMap { $0.map { LineCoverage(line: $0, isCovered: true) } }
            + ranges(json["missed"]).flatMap { $0.map { LineCoverage(line: $0, isCovered: false) } }
        let added = list(json["added"]) { range -> ClosedRange<UInt32>? in
            guard let first = range[0]?.int.flatMap(UInt32.init(exactly:)),
                let last = range[1]?.int.flatMap(UInt32.init(exactly:)), first <= last
            else { return nil }
            return first...last
        }
        return SourceText(path: path, text: text, lines: FileLines(lines), added: added)
    }

    /// `1-3,7`; ranges longer than any source file are none.
    private static func ranges(_ json: JSON?) -> [ClosedRange<UInt32>] {
        (json?.string ?? "").split(separator: ",").compactMap { part in
            let ends = part.split(separator: "-").compactMap { UInt32($0) }
            guard let first = ends.first, let last = ends.last, first <= last, last - first < 1_000_000 else {
                return nil
            }
            return first...last
        }
    }

    private static func row(_ json: JSON) -> CoverageSummary.Row? {
        guard let name = json["name"]?.string else { return nil }
        return CoverageSummary.Row(
            name: name,
            lines: json["lines"].flatMap(fraction),
            branches: json["branches"].flatMap(fraction),
            missed: json["missed"]?.string ?? ""
        )
    }

    private static func fixed(_ json: JSON) -> FindingComparison.Fixed? {
        guard let rule = json["rule"]?.string else { return nil }
        return FindingComparison.Fixed(
            severity: json["severity"]?.string.flatMap(Finding.Severity.init(rawValue:)) ?? .unknown,
            level: json["level"]?.string.flatMap(Finding.Level.init(rawValue:)) ?? .none,
            rule: rule,
            tool: json["tool"]?.string ?? "",
            file: json["file"]?.string,
            line: json["line"]?.int,
            message: json["message"]?.string ?? ""
        )
    }
}
