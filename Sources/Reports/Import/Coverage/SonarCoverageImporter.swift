package import Core
package import Scanning

/// SonarQube's generic coverage (version 1).
package enum SonarCoverageImporter: Importer {
    package static let format = FormatDescription(
        id: "sonar-coverage",
        title: "SonarQube generic coverage",
        feeds: .coverage
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "coverage" else { return false }
        return root.attributes == ["version"] && (root.firstChild ?? "file") == "file"
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = SonarCoverageReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

/// One pass over a document of SonarQube's generic coverage.
struct SonarCoverageReader: ~Copyable {
    private var xml: XMLScanner
    private var collector = CoverageCollector()
    private var file: Int?

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, _):
                let local = xml.localName(name)
                if xml.depth == 1, !local.equals("coverage") {
                    throw xml.error("the root element is not SonarQube's (coverage)", at: name.start)
                }
                switch local {
                case "file":
                    let path = CoverageNumbers.path(xml.string("path") ?? "")
                    guard !path.isEmpty else { throw xml.error("a file without a path", at: name.start) }
                    file = collector.file(path)
                case "lineToCover": try readLine(at: name.start)
                default: break
                }
            case .end(let name): if xml.localName(name).equals("file") { file = nil }
            case .text: break
            case .eof: return
            }
        }
    }

    private mutating func readLine(at offset: Int) throws(ScanError) {
        guard let file else { throw xml.error("a line outside of a file", at: offset) }
        guard let number = CoverageNumbers.line(xml.integer("lineNumber")) else {
            throw xml.error("a line without a line number", at: offset)
        }
        let covered = xml.string("covered")
        guard covered == "true" || covered == "false" else {
            throw xml.error("line \(number) does not say whether it is covered", at: offset)
        }
        var line = LineCoverage(line: number, isCovered: covered == "true")
        if let branches = xml.integer("branchesToCover") {
            let taken = xml.integer("coveredBranches") ?? 0
            guard 0 <= taken, taken <= branches else {
                throw xml.error("\(taken) covered of \(branches) branches cannot be", at: offset)
            }
            line.branches = UInt16(clamping: branches)
            line.branchesCovered = UInt16(clamping: taken)
        }
        collector.add(line, to: file)
    }

    consuming func report(into report: inout Report) {
        let files = collector.finish()
        report.coverage = CoverageResults(files: files)
        if files.allSatisfy({ $0.lines.isEmpty }) { report.warn("no coverable line") }
    }
}
