import Core
import Scanning

/// One pass over a Clover document.
struct CloverReader: ~Copyable {
    private struct Metrics {
        var statements: Fraction?
        var conditionals: Fraction?
        var methods: Fraction?
    }

    private struct File {
        var index: Int
        var depth: Int
        var metrics = Metrics()
        var methods = Fraction()
    }

    private var xml: XMLScanner
    private var collector = CoverageCollector()
    /// Aligned with the collector's files.
    private var statements: [Fraction?] = []
    private var package = ""
    private var file: File?
    private var declared = Metrics()

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, _): try start(xml.localName(name), at: name.start)
            case .end(let name):
                switch xml.localName(name) {
                case "file": endFile()
                case "package": package = ""
                default: break
                }
            case .text: break
            case .eof: return
            }
        }
    }

    private mutating func start(_ name: Bytes, at offset: Int) throws(ScanError) {
        if xml.depth == 1 {
            guard name.equals("coverage") else {
                throw xml.error("the root element is not Clover's (coverage)", at: offset)
            }
            return
        }
        switch name {
        // The code of the tests themselves.
        case "testproject": try xml.skipElement()
        case "package": package = xml.string("name") ?? ""
        case "file": try beginFile(at: offset)
        case "line": if file != nil { try readLine() }
        case "metrics":
            if let open = file?.depth {
                let own = metrics()
                if xml.depth == open + 1 { file?.metrics = own }
            } else if xml.depth == 3 {
                declared = metrics()
            }
        default: break
        }
    }

    private func metrics() -> Metrics {
        func fraction(_ total: StaticString, _ covered: StaticString) -> Fraction? {
            guard let total = xml.integer(total), let covered = xml.integer(covered), 0 <= covered, covered <= total,
                total <= 1 << 32
            else { return nil }
            return Fraction(covered: covered, total: total)
        }
        return Metrics(
            statements: fraction("statements", "coveredstatements"),
            conditionals: fraction("conditionals", "coveredconditionals"),
            methods: fraction("methods", "coveredmethods")
        )
    }

    private mutating func beginFile(at offset: Int) throws(ScanError) {
        var path = CoverageNumbers.path(xml.string("path") ?? "")
        if path.isEmpty {
            path = CoverageNumbers.path(xml.string("name") ?? "")
            // A bare name is told apart from its namesakes by its package.
            if !package.isEmpty, !path.utf8.contains(UInt8(ascii: "/")) {
                path = CoverageNumbers.path(package.split(separator: ".").joined(separator: "/") + "/" + path)
            }
        }
        guard !path.isEmpty else { throw xml.error("a file without a name", at: offset) }
        let index = collector.file(path)
        if index == statements.count { statements.append(nil) }
        file = File(index: index, depth: xml.depth)
    }

    private mutating func readLine() throws(ScanError) {
        guard let number = CoverageNumbers.line(xml.integer("num")) else {
            throw xml.error("a line without a line number (num)", at: xml.offset)
        }
        let count = xml.double("count")
        if xml.attribute("type").map({ xml.bytes($0).equals("method") }) == true {
            guard let count else { throw xml.error("method at line \(number) has no count", at: xml.offset) }
            file?.methods.total += 1
            if count > 0 { file?.methods.covered += 1 }
            return
        }
        var line = LineCoverage(line: number, isCovered: (count ?? 0) > 0)
        var isKnown = count != nil
        if xml.attribute("type").map({ xml.bytes($0).equals("cond") }) == true {
            let yes = min(max(0, xml.integer("truecount") ?? 0), 1 << 30)
            let no = min(max(0, xml.integer("falsecount") ?? 0), 1 << 30)
            if isKnown {
                // Istanbul and gcovr: branches that were taken, and those that were not.
                line.branches = UInt16(clamping: yes + no)
                line.branchesCovered = UInt16(clamping: yes)
            } else {
                // OpenClover: how often the condition was true, and false.
                isKnown = true
                line.isCovered = yes + no > 0
                line.branches = 2
                line.branchesCovered = (yes > 0 ? 1 : 0) + (no > 0 ? 1 : 0)
            }
        }
        guard isKnown, let index = file?.index else {
            throw xml.error("line \(number) does not say how often it was hit (count)", at: xml.offset)
        }
        collector.add(line, to: index)
    }

    private mutating func endFile() {
        guard let file else { return }
        self.file = nil
        if let own = file.metrics.statements { statements[file.index] = (statements[file.index] ?? Fraction()) + own }
        // PHPUnit and OpenClover list methods, Istanbul only counts them.
        if let methods = file.methods.total > 0 ? file.methods : file.metrics.methods, methods.total > 0 {
            collector.add(functions: methods, to: file.index)
        }
    }

    consuming func report(into report: inout Report) {
        var files = collector.finish()
        for index in files.indices { files[index].statements = statements[index] }
        let coverage = CoverageResults(files: files)
        let totals = coverage.totals
        report.coverage = coverage
        if totals.lines == nil {
            if let promised = declared.statements, promised.total > 0 {
                report.fail("declares \(promised.total) statements and lists none: nothing shows which are covered")
            } else {
                report.warn("no coverable line")
            }
            return
        }
        let listed = totals.statements?.total ?? 0
        CoverageNumbers.compare("statements", declared: declared.statements?.total, listed: listed, into: &report)
        if let promised = declared.conditionals, promised.total > 0 {
            let branches = totals.branches?.total ?? 0
            CoverageNumbers.compare("conditionals", declared: promised.total, listed: branches, into: &report)
        }
    }
}
