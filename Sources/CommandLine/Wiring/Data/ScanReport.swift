import Privacy
import Scanning

/// What a scan found, of how much.
struct ScanReport {
    enum Form: String, CaseIterable {
        case text
        case json
        case sarif
    }

    private struct Place {
        var path: String
        var finding: PersonalFinding
    }

    private var places: [Place] = []
    private(set) var count = 0
    private(set) var unread: [String] = []
    private var files = 0
    private var bytes = 0
    private var lines = 0
    private var kinds: [PersonalKind: Int] = [:]
    private var scanned: [String] = []
    private var comparesProduction = false

    /// So many places are named; all are counted.
    private static let limit = 10_000

    mutating func add(_ path: String, _ scanner: PersonalScanner) {
        do throws(FileError) { add(path, try MappedFile(path: path), scanner) } catch {
            unread.append("\(path): \(error.message)")
        }
    }

    /// `path` is how people are told of the file.
    mutating func add(_ path: String, _ file: MappedFile, _ scanner: PersonalScanner) {
        do {
            try file.withBytes { content in
                if Gzip.isPacked(content) {
                    try Gzip(content).withBytes { try take($0, path, scanner) }
                } else {
                    try take(content, path, scanner)
                }
            }
            try file.verifyUnchanged()
        } catch let error as ScanError {
            unread.append("\(path): \(error.message)")
        } catch let error as FileError {
            unread.append("\(path): \(error.message)")
        } catch let problem as TextTable.Problem {
            unread.append("\(path): \(problem.message)")
        } catch {
            unread.append("\(path): \(error)")
        }
    }

    private mutating func take(_ content: Bytes, _ path: String, _ scanner: PersonalScanner) throws(TextTable.Problem) {
        if let form = OpaqueForm(content) { throw form.problem }
        files += 1
        scanned.append(path)
        bytes += content.count
        comparesProduction = scanner.fingerprints != nil
        let found = scanner.scan(content, limit: Self.limit)
        let known = scanner.production(content, limit: Self.limit)
        count += found.count + known.count
        for finding in found.findings + known.findings {
            kinds[finding.kind, default: 0] += 1
            if places.count < Self.limit { places.append(Place(path: path, finding: finding)) }
        }
        lines += found.lines
    }

    var summary: [String] {
        let what = kinds.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        let found = count == 0 ? "nothing found" : "\(count) found: \(what.joined(separator: ", "))"
        return ["assay: \(files) files, \(lines) lines, \(bytes) bytes scanned; \(found)"]
            + unread.map { "  not read: \($0)" }
    }

    func text(_ form: Form) -> String {
        switch form {
        case .text:
            let rows = places.prefix(200).map { place in
                "\(place.path):\(place.finding.line):\(place.finding.column): \(place.finding.kind.words)"
            }
            let more = places.count > 200 ? ["and \(count - 200) more; --format sarif has them"] : []
            return (rows + more + summary).joined(separator: "\n") + "\n"
        case .json: return json.text(.pretty) + "\n"
        case .sarif: return sarif.text(.pretty) + "\n"
        }
    }

    private var json: JSON {
        let sorted = kinds.sorted { $0.key.rawValue < $1.key.rawValue }
        let counted = sorted.map { JSON.Member($0.key.rawValue, JSON($0.value)) }
        let listed = places.map { place -> JSON in
            [
                "kind": JSON(place.finding.kind.rawValue), "file": JSON(place.path), "line": JSON(place.finding.line),
                "column": JSON(place.finding.column),
            ]
        }
        return [
            "files": JSON(files), "lines": JSON(lines), "bytes": JSON(bytes), "found": JSON(count),
            "kinds": .object(counted), "places": .array(listed), "unread": .array(unread.map { JSON($0) }),
        ]
    }

    private func result(_ place: Place) -> JSON {
        let region: JSON = ["startLine": JSON(place.finding.line), "startColumn": JSON(place.finding.column)]
        let physical: JSON = ["artifactLocation": ["uri": JSON(place.path)], "region": region]
        return [
            "ruleId": JSON("data-privacy/\(place.finding.kind.rawValue)"), "level": "error",
            "message": ["text": JSON("\(place.finding.kind.words) stands here")],
            "properties": ["tags": ["personal-data"]],
            "locations": [["physicalLocation": physical]],
        ]
    }

    private var sarif: JSON {
        let ran = PersonalKind.allCases.filter { $0 != .production || comparesProduction }
        let rules = ran.map { kind -> JSON in
            [
                "properties": ["tags": ["personal-data"]],
                "id": JSON("data-privacy/\(kind.rawValue)"), "shortDescription": ["text": JSON(kind.words)],
                "defaultConfiguration": ["level": "error"],
            ]
        }
        let artifacts = scanned.prefix(100_000).map { path -> JSON in
            ["location": ["uri": JSON(path)], "roles": ["analysisTarget"]]
        }
        let driver: JSON = ["name": "assay data scan", "rules": .array(rules)]
        let scope: JSON = [
            "files": JSON(files), "lines": JSON(lines), "bytes": JSON(bytes), "found": JSON(count),
        ]
        let run: JSON = [
            "tool": ["driver": driver], "invocations": [["executionSuccessful": JSON(unread.isEmpty)]],
            "artifacts": .array(Array(artifacts)), "results": .array(places.map(result)), "properties": scope,
        ]
        return [
            "version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run],
        ]
    }
}
