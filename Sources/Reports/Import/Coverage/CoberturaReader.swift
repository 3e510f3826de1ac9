import Core
import Scanning

/// One pass over a Cobertura document.
struct CoberturaReader: ~Copyable {
    private var xml: XMLScanner
    private var declared = CoberturaTotals()
    private var sources: [String] = []
    private var collector = CoverageCollector()
    private var modules = ModuleFiles()
    private var package = ""
    /// The class being read, where it names its file.
    private var file: Class?
    /// Whether the method being read has lines, and whether one of them was hit; nil outside of methods.
    private var method: (hasLines: Bool, isHit: Bool)?
    private var unnamed = 0
    private var lineless = 0
    /// Every entry of a line that counts, over all classes.
    private var listed = Fraction()
    /// Whether a class is of a language whose lines may be counted more than once.
    private var repeatsLines = false
    /// The first class that contradicts itself.
    private var contradiction: String?

    private struct Class {
        var index: Int
        var name: String
        var lineRate: Double?
        /// The entries of lines that count.
        var listed = Fraction()
        /// Lines of methods: they count where the class itself lists none.
        var methodLines: [LineCoverage] = []
        var hasLines = false
    }

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        var isRoot = true
        while true {
            switch try xml.next() {
            case .start(let name, _):
                let local = xml.localName(name)
                if isRoot {
                    guard local.equals("coverage") else {
                        let shown = Text.lossy(local, limit: 60)
                        throw xml.error("root element '\(shown)' is not Cobertura's (coverage)", at: name.start)
                    }
                    isRoot = false
                    readRoot()
                } else {
                    try start(local, at: name.start)
                }
            case .end(let name):
                switch xml.localName(name) {
                case "method": endMethod()
                case "class": endClass()
                default: break
                }
            case .text: break
            case .eof: return
            }
        }
    }

    private mutating func readRoot() {
        declared.lineRate = xml.double("line-rate")
        declared.linesValid = whole("lines-valid")
        declared.linesCovered = whole("lines-covered")
        declared.branchesValid = whole("branches-valid")
    }

    /// A count that some tools write as `1.0`.
    private func whole(_ name: StaticString) -> Int? { xml.double(name).flatMap { Int(exactly: $0) } }

    private mutating func start(_ name: Bytes, at offset: Int) throws(ScanError) {
        switch name {
        case "line": if file != nil { try readLine() }
        case "method": if file != nil { method = (false, false) }
        case "package": package = xml.string("name") ?? ""
        case "class": beginClass()
        case "source":
            var text = try xml.readText(limit: 4_096)
            let source = text.withUTF8 { Text.lossy(Bytes($0).trimmed(), limit: 4_096) }
            // Some producers list their own command line; that is no folder.
            if !source.isEmpty, !source.hasPrefix("-"), !sources.contains(source) { sources.append(source) }
        default: break
        }
    }

    private mutating func beginClass() {
        var name = xml.string("filename") ?? ""
        let path = name.withUTF8 { Text.lossy(Bytes($0).trimmed(), limit: 4_096) }
        guard !path.isEmpty else {
            unnamed += 1
            file = nil
            return
        }
        let key = modules.key(of: SourcePath.normalised(path), in: package)
        file = Class(index: collector.file(key), name: path, lineRate: xml.double("line-rate"))
    }

    private mutating func endClass() {
        guard var own = file else { return }
        file = nil
        if !own.hasLines {
            for line in own.methodLines {
                collector.add(line, to: own.index)
                own.listed.count(line.isCovered)
            }
        }
        listed = listed + own.listed
        let repeats = CoverageNumbers.repeatsLines(own.name)
        repeatsLines = repeatsLines || repeats
        guard contradiction == nil, let rate = own.lineRate,
            CoverageNumbers.contradicts(rate: rate, own.listed, repeats: repeats)
        else { return }
        contradiction =
            "declares a line rate of \(rate) of \(own.name) and lists \(own.listed.covered) of \(own.listed.total) lines "
            + "as covered: it contradicts itself"
    }

    private mutating func readLine() throws(ScanError) {
        var number: UInt32?
        var isHit: Bool?
        var conditions: ByteRange?
        // In one pass, told apart by their lengths first: lines make up most of a document.
        for attribute in xml.attributes {
            switch attribute.name.count {
            case 4 where xml.bytes(attribute.name).equals("hits"): isHit = self.isHit(xml.bytes(attribute.value))
            case 6 where xml.bytes(attribute.name).equals("number"):
                let value = xml.bytes(attribute.value)
                number = (value.parseShortInt() ?? value.trimmed().parseInt()).flatMap { UInt32(exactly: $0) }
            case 18 where xml.bytes(attribute.name).equals("condition-coverage"): conditions = attribute.value
            default: break
            }
        }
        guard let number else { throw xml.error("a line without a line number", at: xml.offset) }
        guard let isHit else {
            throw xml.error("line \(number) does not say how often it was hit", at: xml.offset)
        }
        var line = LineCoverage(line: number, isCovered: isHit)
        if let conditions, let (covered, total) = fraction(xml.bytes(conditions)) {
            line.branches = UInt16(clamping: total)
            line.branchesCovered = UInt16(clamping: min(covered, total))
        }
        if let known = method { method = (true, known.isHit || isHit) }
        if number == 0 {
            lineless += 1
        } else if method == nil {
            collector.add(line, to: file?.index ?? 0)
            file?.hasLines = true
            file?.listed.count(isHit)
        } else if file?.hasLines == false {
            file?.methodLines.append(line)
        }
    }

    private func isHit(_ text: Bytes) -> Bool? {
        if let whole = text.parseShortInt() { return whole > 0 }
        return text.trimmed().parseDouble().map { $0 > 0 }
    }

    /// The pair of `50% (1/2)`.
    private func fraction(_ text: Bytes) -> (Int, Int)? {
        guard let open = text.firstIndex(of: UInt8(ascii: "("), from: 0),
            let slash = text.firstIndex(of: UInt8(ascii: "/"), from: open),
            let close = text.firstIndex(of: UInt8(ascii: ")"), from: slash),
            let covered = text.slice(ByteRange(open + 1, slash)).trimmed().parseInt(),
            let total = text.slice(ByteRange(slash + 1, close)).trimmed().parseInt(), covered >= 0, total >= 0
        else { return nil }
        return (covered, total)
    }

    private mutating func endMethod() {
        if let file, let method, method.hasLines {
            collector.add(functions: Fraction(covered: method.isHit ? 1 : 0, total: 1), to: file.index)
        }
        method = nil
    }

    consuming func report(into report: inout Report) {
        var files = modules.named(collector.finish())
        if sources.count == 1 {
            for index in files.indices { files[index].path = SourcePath.joined(sources[0], files[index].path) }
        } else if sources.count > 1, files.contains(where: { !SourcePath.isAbsolute($0.path) }) {
            report.note("names \(sources.count) source roots: each relative path is looked up in all of them")
        }
        var coverage = CoverageResults(files: files)
        if sources.count > 1 { coverage.roots = sources.map(SourcePath.normalised) }
        report.coverage = coverage
        if unnamed > 0 { report.warn("\(unnamed) classes without a file name are left out") }
        if lineless > 0 { report.warn(CoverageNumbers.lineless(lineless)) }
        if let contradiction { report.fail(contradiction) }
        guard contradiction == nil else { return }
        declared.compare(coverage.totals, listed: listed, repeats: repeatsLines, unnamed: unnamed, into: &report)
    }
}
