import Core
import Scanning

/// Gathers what one tool reported, and what it says to have examined.
struct FindingCollector {
    let tool: String
    var version: String?
    var findings: [Finding] = []
    var filesExamined: Int?
    /// Their names, where the tool lists them.
    var files: [String] = []
    var packagesExamined: Int?
    /// Seconds since 1970.
    var databaseBuilt: Double?
    /// Rules that the tool says it ran, or that its format alone says it ran.
    var rules: [Scan.Rule] = []
    var successful: Bool?
    /// Records that are no finding of this format.
    private(set) var strange = 0

    init(_ tool: String, version: String? = nil) {
        self.tool = tool
        self.version = version
    }

    mutating func add(_ finding: Finding) { findings.append(finding) }

    /// Adds the findings of records by a table; `change` fills what the table does not know.
    mutating func add(
        _ records: [JSON],
        by table: FindingTable,
        file: String? = nil,
        change: (inout Finding, JSON) -> Void = { _, _ in }
    ) {
        for record in records {
            guard var finding = table.finding(record, tool: tool, file: file) else {
                strange += 1
                continue
            }
            change(&finding, record)
            findings.append(finding)
        }
    }

    /// The files examined, by their names, each once.
    mutating func examined(_ names: some Sequence<String>) {
        var seen: Set<String> = []
        files = names.map { SourcePath.normalised($0) }.filter { seen.insert($0).inserted }
        filesExamined = files.count
    }

    /// Says which files the tool could not examine: no part of what was examined, and what they hold is not known.
    ///
    /// What it was told to leave out is none of them.
    mutating func couldNotExamine(_ paths: [String], because reason: String? = nil, _ report: inout Report) {
        let gone = Set(paths.map { SourcePath.normalised($0) })
        if !files.isEmpty { examined(files.filter { !gone.contains($0) }) }
        leaveOut(paths, because: reason, &report)
    }

    /// Says which files could not be parsed, where the tool lists that as a finding by one of these rules: the finding
    /// counts, but nothing else that the files may hold was looked for.
    func couldNotParse(by rules: Set<String>, _ report: inout Report) {
        let broken = findings.filter { rules.contains($0.rule) }
        leaveOut(broken.compactMap(\.file), because: broken.first?.message, &report)
    }

    /// The same of files that are known by their names.
    func couldNotParse(files paths: [String], _ report: inout Report) {
        leaveOut(paths, because: "it could not be parsed", &report)
    }

    /// Says that the scan as a whole is not complete: `what` completes "semgrep …".
    func isIncomplete(_ what: String, _ report: inout Report) {
        report.incomplete("\(tool) \(what): see its output, and run it again", ReportMessage.Part(tool: tool))
    }

    private func leaveOut(_ paths: [String], because reason: String?, _ report: inout Report) {
        var seen: Set<String> = []
        let paths = paths.map { SourcePath.normalised($0) }.filter { seen.insert($0).inserted }
        guard !paths.isEmpty else { return }
        let names = paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
        let why = reason.map { " (\(Text.clean($0, limit: 200)))" } ?? ""
        report.incomplete(
            "\(tool) could not examine \(names)\(why): see its output, and run it again",
            ReportMessage.Part(tool: tool, files: Array(paths.prefix(Self.namedFiles)))
        )
    }

    /// So many files that were not examined are kept by name.
    private static let namedFiles = 100

    /// Writes the findings into the report, beside those of scans that are there already.
    func finish(_ report: inout Report) {
        if strange > 0 { report.fail("\(strange) records have neither rule nor message: not what \(tool) writes") }
        var results = report.findings ?? FindingResults()
        results.findings += findings
        results.scans.append(
            Scan(
                tool: tool,
                version: version,
                filesExamined: filesExamined,
                files: files,
                packagesExamined: packagesExamined,
                databaseBuilt: databaseBuilt,
                rules: allRules(),
                successful: successful
            )
        )
        report.findings = results
        if report.tool == nil { report.tool = version.map { "\(tool) \($0)" } ?? tool }
    }

    /// The rules said to have run, then those that found something: they ran too.
    private func allRules() -> [Scan.Rule] {
        var rules = rules
        var places: [String: Int] = [:]
        for (index, rule) in rules.enumerated() { places[rule.id] = index }
        for finding in findings {
            if let index = places[finding.rule] {
                rules[index].cwe += finding.cwe.filter { !rules[index].cwe.contains($0) }
                rules[index].tags += finding.tags.filter { !rules[index].tags.contains($0) }
            } else {
                places[finding.rule] = rules.count
                rules.append(Scan.Rule(id: finding.rule, cwe: finding.cwe, tags: finding.tags))
            }
        }
        return rules
    }
}

extension Finding {
    /// Names the package, also in front of the message.
    mutating func add(_ package: Package) {
        self.package = package
        message = message.isEmpty ? package.title : "\(package.title): \(message)"
    }
}

extension Report {
    /// The list at a path; where it is missing or holds anything but objects, the document is not what it seems to be.
    mutating func records(_ document: JSON, _ path: String? = nil) -> [JSON] {
        let what = path.map { "'\($0)'" } ?? "the document"
        guard let value = path.map({ document.at($0) }) ?? document, let list = value.array else {
            fail("\(what) is no list: there is nothing to count")
            return []
        }
        if list.contains(where: { $0.object == nil }) { fail("\(what) holds something that is no object") }
        return list
    }

    /// The list at a path, which may be missing or null; an error where something else stands there.
    mutating func optionalRecords(_ document: JSON, _ path: String) -> [JSON] {
        guard let value = document.at(path), !value.isNull else { return [] }
        return records(document, path)
    }
}
