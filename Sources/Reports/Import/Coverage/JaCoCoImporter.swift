package import Core
package import Scanning

/// JaCoCo XML (DTD 1.0 and 1.1), as JaCoCo, Kover and gcovr write it.
package enum JaCoCoImporter: Importer {
    package static let format = FormatDescription(id: "jacoco", title: "JaCoCo XML", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "report", let child = root.firstChild else { return false }
        return ["sessioninfo", "group", "package", "counter"].contains(child) && root.attributes.contains("name")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = JaCoCoReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

/// One pass over a JaCoCo document.
struct JaCoCoReader: ~Copyable {
    private var xml: XMLScanner
    private var collector = CoverageCollector()
    /// Instructions, aligned with the collector's files.
    private var instructions: [Fraction] = []
    private var package = ""
    private var file: Int?
    /// Totals of the root, by the counter's type.
    private var declared: [String: Fraction] = [:]

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, _): try start(xml.localName(name), at: name.start)
            case .end(let name):
                switch xml.localName(name) {
                case "sourcefile": file = nil
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
            guard name.equals("report") else {
                throw xml.error("the root element is not JaCoCo's (report)", at: offset)
            }
            return
        }
        switch name {
        case "package": package = xml.string("name") ?? ""
        case "sourcefile": try beginFile(at: offset)
        case "line": if let file { try readLine(of: file) }
        case "counter": if xml.depth == 2 || file != nil { try readCounter() }
        // What a class says is said again by its source file.
        case "class": try xml.skipElement()
        default: break
        }
    }

    private mutating func beginFile(at offset: Int) throws(ScanError) {
        let name = CoverageNumbers.path(xml.string("name") ?? "")
        guard !name.isEmpty else { throw xml.error("a source file without a name", at: offset) }
        let index = collector.file(package.isEmpty ? name : CoverageNumbers.path("\(package)/\(name)"))
        if index == instructions.count { instructions.append(Fraction()) }
        file = index
    }

    private func count(_ name: StaticString) throws(ScanError) -> Int {
        guard let count = xml.integer(name), (0...1 << 32).contains(count) else {
            throw xml.error("'\(name)' is missing or no count", at: xml.offset)
        }
        return count
    }

    private mutating func readLine(of file: Int) throws(ScanError) {
        let counts = lineCounts()
        guard let number = CoverageNumbers.line(counts.number) else {
            throw xml.error("a line without a line number (nr)", at: xml.offset)
        }
        guard let covered = counts.covered, let missed = counts.missed, (0...1 << 32).contains(covered),
            (0...1 << 32).contains(missed)
        else { throw xml.error("'ci' or 'mi' is missing or no count", at: xml.offset) }
        instructions[file].covered += covered
        instructions[file].total += covered + missed
        // A line counts as covered, as JaCoCo itself has it, once one of its instructions has run.
        var line = LineCoverage(line: number, isCovered: covered > 0)
        line.branchesCovered = UInt16(clamping: counts.branchesCovered)
        line.branches = UInt16(clamping: counts.branchesCovered &+ counts.branchesMissed)
        collector.add(line, to: file)
    }

    private struct LineCounts {
        var number: Int?
        var covered: Int?
        var missed: Int?
        var branchesCovered = 0
        var branchesMissed = 0
    }

    /// What the attributes of a line say, in one pass: lines make up most of a document.
    private func lineCounts() -> LineCounts {
        var counts = LineCounts()
        for attribute in xml.attributes where attribute.name.count == 2 {
            let value = xml.bytes(attribute.value)
            let number = value.parseShortInt() ?? value.trimmed().parseInt()
            let name = xml.bytes(attribute.name)
            switch (name[0], name[1]) {
            case (UInt8(ascii: "n"), UInt8(ascii: "r")): counts.number = number
            case (UInt8(ascii: "c"), UInt8(ascii: "i")): counts.covered = number
            case (UInt8(ascii: "m"), UInt8(ascii: "i")): counts.missed = number
            case (UInt8(ascii: "c"), UInt8(ascii: "b")): counts.branchesCovered = number ?? 0
            case (UInt8(ascii: "m"), UInt8(ascii: "b")): counts.branchesMissed = number ?? 0
            default: break
            }
        }
        return counts
    }

    private mutating func readCounter() throws(ScanError) {
        guard let type = xml.string("type") else { throw xml.error("a counter without a type", at: xml.offset) }
        let covered = try count("covered")
        let fraction = Fraction(covered: covered, total: covered + (try count("missed")))
        if let file {
            if type == "METHOD" { collector.add(functions: fraction, to: file) }
        } else {
            declared[type] = fraction
        }
    }

    consuming func report(into report: inout Report) {
        var files = collector.finish()
        for index in files.indices where instructions[index].total > 0 {
            files[index].instructions = instructions[index]
        }
        let coverage = CoverageResults(files: files)
        let totals = coverage.totals
        report.coverage = coverage
        guard let lines = totals.lines else {
            let promised = declared["LINE"] ?? declared["INSTRUCTION"] ?? Fraction()
            if promised.total > 0 {
                report.fail("declares \(promised.total) lines or instructions and lists no line")
            } else {
                report.warn("no coverable line")
            }
            return
        }
        let listed: [(String, String, Fraction?)] = [
            ("LINE", "lines", lines), ("BRANCH", "branches", totals.branches),
            ("INSTRUCTION", "instructions", totals.instructions), ("METHOD", "methods", totals.functions),
        ]
        for (type, what, fraction) in listed {
            guard let promised = declared[type] else { continue }
            CoverageNumbers.compare(what, declared: promised.total, listed: fraction?.total ?? 0, into: &report)
            if promised.total == fraction?.total ?? 0 {
                let covered = fraction?.covered ?? 0
                CoverageNumbers.compare("covered \(what)", declared: promised.covered, listed: covered, into: &report)
            }
        }
    }
}
