package import Core
package import Scanning

/// dotCover's detailed XML (`DetailedXML`).
package enum DotCoverImporter: Importer {
    package static let format = FormatDescription(id: "dotcover-xml", title: "dotCover XML", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "Root" else { return false }
        return root.attributes.contains("CoveredStatements") && root.attributes.contains("TotalStatements")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = DotCoverReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

/// One pass over a dotCover document; its unit is the statement.
struct DotCoverReader: ~Copyable {
    private var xml: XMLScanner
    private var collector = CoverageCollector()
    /// Aligned with the collector's files.
    private var statements: [Fraction] = []
    /// The collector's files by dotCover's own index.
    private var indices: [Int: Int] = [:]
    private var declared: Int?
    private var covered: Int?

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, _): try start(xml.localName(name), at: name.start)
            case .end, .text: break
            case .eof: return
            }
        }
    }

    private mutating func start(_ name: Bytes, at offset: Int) throws(ScanError) {
        if xml.depth == 1 {
            guard name.equals("Root") else { throw xml.error("the root element is not dotCover's (Root)", at: offset) }
            declared = xml.integer("TotalStatements")
            covered = xml.integer("CoveredStatements")
            return
        }
        switch name {
        case "File":
            let path = CoverageNumbers.path(xml.string("Name") ?? "")
            guard let own = xml.integer("Index"), !path.isEmpty else {
                throw xml.error("a file without Index and Name", at: offset)
            }
            let index = collector.file(path)
            if index == statements.count { statements.append(Fraction()) }
            indices[own] = index
        case "Statement":
            let isCovered = xml.string("Covered")
            guard let file = xml.integer("FileIndex").flatMap({ indices[$0] }),
                let line = CoverageNumbers.line(xml.integer("Line")), isCovered == "True" || isCovered == "False"
            else { throw xml.error("a statement without its file, its line or whether it is covered", at: offset) }
            statements[file].total += 1
            if isCovered == "True" { statements[file].covered += 1 }
            collector.add(LineCoverage(line: line, isCovered: isCovered == "True"), to: file)
        default: break
        }
    }

    consuming func report(into report: inout Report) {
        var files = collector.finish()
        for index in files.indices where statements[index].total > 0 { files[index].statements = statements[index] }
        let coverage = CoverageResults(files: files)
        report.coverage = coverage
        let listed = coverage.totals.statements ?? Fraction()
        if listed.total == 0, let declared, declared > 0 {
            report.fail(
                "declares \(declared) statements and lists none; let dotCover write its report of type DetailedXML"
            )
            return
        }
        if listed.total == 0 { report.warn("no statement") }
        let total = declared.map { Fraction(covered: covered ?? listed.covered, total: $0) }
        CoverageNumbers.compare("statements", declared: total, listed: listed, into: &report)
    }
}
