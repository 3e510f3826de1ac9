/// Which categories the tools of one report look for, and which of them each finding feeds.
struct ToolCategories {
    /// What is known of one tool.
    private struct Tool {
        var categories: Set<ScanCategory> = []
        var known: ScanCategory?
    }

    private let label: ScanCategory?
    private var tools: [String: Tool] = [:]
    /// What each finding says of itself, in the order of the findings.
    private var marks: [ScanCategory?] = []
    /// The tool that was asked for last: neighbouring findings are mostly of one.
    private var last: (name: String, tool: Tool)?

    init(_ report: Report, _ results: FindingResults) {
        label = report.labels["category"].flatMap(ScanCategory.init(rawValue:))
        guard label == nil else { return }
        var plain: Set<String> = []
        for scan in results.scans {
            let marks = scan.rules.compactMap { ScanCategory.marked(id: $0.id, tags: $0.tags, cwe: $0.cwe) }
            tools[scan.tool, default: Tool()].categories.formUnion(marks)
            // SARIF lists the rules that ran: where each of them is about security, the linter was let do nothing else.
            if report.format != "sarif" || scan.rules.isEmpty || marks.count < scan.rules.count {
                plain.insert(scan.tool)
            }
        }
        marks.reserveCapacity(results.findings.count)
        for index in results.findings.indices {
            // Field by field: a copy of every finding would cost more than what is decided here.
            marks.append(
                ScanCategory.marked(
                    id: results.findings[index].rule,
                    tags: results.findings[index].tags,
                    cwe: results.findings[index].cwe
                )
            )
        }
        addMarks(of: results.findings)
        for name in tools.keys {
            let known = ScanCategory.known(tool: name)
            tools[name]?.known = known
            // A linter stays one, whatever some of its rules are about; else what the rules say counts.
            if known == .lint, plain.contains(name) { tools[name]?.categories.insert(.lint) }
            if tools[name]?.categories.isEmpty ?? true { tools[name]?.categories = [known ?? .lint] }
        }
    }

    private mutating func addMarks(of findings: [Finding]) {
        var added: (tool: String, mark: ScanCategory)?
        for (index, mark) in marks.enumerated() {
            guard let mark else { continue }
            let tool = findings[index].tool
            if let added, added.mark == mark, added.tool == tool { continue }
            tools[tool, default: Tool()].categories.insert(mark)
            added = (tool, mark)
        }
    }

    func of(_ scan: Scan) -> Set<ScanCategory> { label.map { [$0] } ?? tools[scan.tool]?.categories ?? [.lint] }

    /// Whether a finding of the report counts as a linter's, and in which category besides, by its tool and its place.
    mutating func fed(by name: String, at index: Int) -> (isLint: Bool, other: ScanCategory?) {
        if let label { return label == .lint ? (true, nil) : (false, label) }
        let tool = tool(name)
        let own = marks[index]
        // A linter's finding on security is its finding too.
        let isLint = tool.categories.contains(.lint) && (own == nil || own == .sast)
        let other = own ?? tool.known ?? (tool.categories.count == 1 ? tool.categories.first : nil) ?? .sast
        return (isLint, other == .lint ? nil : other)
    }

    private mutating func tool(_ name: String) -> Tool {
        if let last, last.name == name { return last.tool }
        let tool = tools[name] ?? Tool(categories: [.lint], known: ScanCategory.known(tool: name))
        last = (name, tool)
        return tool
    }
}
