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
    /// Aligned with the collector's files.
    private var counts: [Counts] = []
    private var modules = ModuleFiles()
    /// The groups that are open, the innermost last.
    private var groups: [String] = []
    private var package = ""
    private var file: Int?
    /// Lines that do not say whether they ran.
    private var silent = 0

    /// What a file's counters and lines say, apart from the lines themselves.
    private struct Counts {
        var instructions = Fraction()
        /// The counters `LINE` and `INSTRUCTION`.
        var declaredLines: Fraction?
        var declaredInstructions: Fraction?
    }
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
                case "group": _ = groups.popLast()
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
        case "group": groups.append(xml.string("name") ?? "")
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
        let path = package.isEmpty ? name : CoverageNumbers.path("\(package)/\(name)")
        let index = collector.file(modules.key(of: path, in: groups.last ?? ""))
        if index == counts.count { counts.append(Counts()) }
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
        // gcovr leaves out both: only its counters say how many lines ran.
        if counts.covered == nil, counts.missed == nil {
            silent += 1
            return
        }
        guard let covered = counts.covered, let missed = counts.missed, (0...1 << 32).contains(covered),
            (0...1 << 32).contains(missed)
        else { throw xml.error("'ci' or 'mi' is missing or no count", at: xml.offset) }
        self.counts[file].instructions =
            self.counts[file].instructions + Fraction(covered: covered, total: covered + missed)
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
            switch type {
            case "METHOD": collector.add(functions: fraction, to: file)
            case "LINE": counts[file].declaredLines = CoverageTotals.sum(counts[file].declaredLines, fraction)
            case "INSTRUCTION":
                counts[file].declaredInstructions = CoverageTotals.sum(counts[file].declaredInstructions, fraction)
            default: break
            }
        } else {
            declared[type] = fraction
        }
    }

    consuming func report(into report: inout Report) {
        var files = collector.finish()
        for index in files.indices { Self.complete(&files[index], counts[index], &report) }
        let coverage = CoverageResults(files: modules.named(files))
        let totals = coverage.totals
        report.coverage = coverage
        if silent > 0 {
            report.warn(
                "\(silent) lines do not say whether they ran (ci, mi): only the counters are known, and no line data"
            )
        }
        guard let lines = totals.lines else {
            let promised = declared["LINE"] ?? declared["INSTRUCTION"] ?? Fraction()
            if promised.total > 0, silent == 0 {
                report.fail("declares \(promised.total) lines or instructions and lists no line")
            } else if silent == 0 {
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
            CoverageNumbers.compare(what, declared: promised, listed: fraction ?? Fraction(), into: &report)
        }
    }

    /// Adds to a file what its counters say; one that has no line is known by them alone.
    private static func complete(_ file: inout FileCoverage, _ counts: Counts, _ report: inout Report) {
        if file.lines.isEmpty {
            file.unlisted = counts.declaredLines
            file.instructions = counts.declaredInstructions
            return
        }
        if counts.instructions.total > 0 { file.instructions = counts.instructions }
        let listed = file.totals.lines ?? Fraction()
        guard let own = counts.declaredLines, CoverageNumbers.contradicts(own, listed), report.status != .error else {
            return
        }
        report.fail(
            "declares \(own.covered) of \(own.total) lines of \(file.path) covered (counter LINE), and lists "
                + "\(listed.covered) of \(listed.total): it contradicts itself"
        )
    }
}
