package import Core
package import Scanning

/// OpenCover XML, as OpenCover, AltCover and coverlet write it.
package enum OpenCoverImporter: Importer {
    package static let format = FormatDescription(id: "opencover", title: "OpenCover XML", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "CoverageSession" else { return false }
        return root.firstChild.map { ["Summary", "Modules"].contains($0) } ?? true
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var reader = OpenCoverReader(try XMLScanner(bytes))
        try reader.readDocument()
        reader.report(into: &report)
    }
}

/// One pass over an OpenCover document.
struct OpenCoverReader: ~Copyable {
    /// The points of one file; its unit is the sequence point, a statement.
    private struct File {
        var statements = Fraction()
        var functions = Fraction()
        var lines: [UInt32: Bool] = [:]
        var branches: [CoverageCollector.Branch] = []
    }

    private var xml: XMLScanner
    private var paths: [String] = []
    private var indices: [String: Int] = [:]
    private var files: [File] = []
    /// The files of the module being read, by their uid.
    private var uids: [Int: Int] = [:]
    /// The file of the method being read, and whether one of its points was visited.
    private var methodFile: Int?
    private var method: (file: Int, isVisited: Bool)?
    private var declaredPoints: Int?
    private var visitedPoints: Int?
    private var unplaced = 0
    private var branchCount: UInt64 = 0

    init(_ xml: consuming XMLScanner) { self.xml = xml }

    mutating func readDocument() throws(ScanError) {
        while true {
            switch try xml.nextTag() {
            case .start(let name, _): try start(xml.localName(name), at: name.start)
            case .end(let name): if xml.localName(name).equals("Method") { endMethod() }
            case .text: break
            case .eof: return
            }
        }
    }

    private mutating func start(_ name: Bytes, at offset: Int) throws(ScanError) {
        if xml.depth == 1 {
            guard name.equals("CoverageSession") else {
                throw xml.error("the root element is not OpenCover's (CoverageSession)", at: offset)
            }
            return
        }
        switch name {
        case "Summary":
            guard xml.depth == 2 else { break }
            declaredPoints = xml.integer("numSequencePoints")
            visitedPoints = xml.integer("visitedSequencePoints")
        case "Module": uids = [:]
        case "File": try readFile(at: offset)
        case "Method":
            methodFile = nil
            method = nil
        case "FileRef": methodFile = xml.integer("uid").flatMap { uids[$0] }
        case "SequencePoint": try readPoint(isBranch: false, at: offset)
        case "BranchPoint": try readPoint(isBranch: true, at: offset)
        default: break
        }
    }

    private mutating func readFile(at offset: Int) throws(ScanError) {
        let path = CoverageNumbers.path(xml.string("fullPath") ?? "")
        guard let uid = xml.integer("uid"), !path.isEmpty else {
            throw xml.error("a file without uid and fullPath", at: offset)
        }
        let index = indices[path] ?? paths.count
        if index == paths.count {
            indices[path] = index
            paths.append(path)
            files.append(File())
        }
        uids[uid] = index
    }

    private mutating func readPoint(isBranch: Bool, at offset: Int) throws(ScanError) {
        guard let visits = xml.double("vc") else {
            throw xml.error("a point without its number of visits (vc)", at: offset)
        }
        guard let file = xml.integer("fileid").flatMap({ uids[$0] }) ?? methodFile else {
            unplaced += 1
            return
        }
        let isHit = visits > 0
        // 0xFEEFEE marks code that no source line stands for.
        let line = CoverageNumbers.line(xml.integer("sl")).flatMap { $0 == 0xFEEFEE ? nil : $0 }
        if isBranch {
            branchCount += 1
            files[file].branches.append(.init(line: line ?? 0, id: branchCount, taken: isHit))
            return
        }
        files[file].statements.total += 1
        if isHit { files[file].statements.covered += 1 }
        if let line { files[file].lines[line] = files[file].lines[line] == true || isHit }
        method = (method?.file ?? file, method?.isVisited == true || isHit)
    }

    private mutating func endMethod() {
        if let method {
            files[method.file].functions.total += 1
            if method.isVisited { files[method.file].functions.covered += 1 }
        }
        method = nil
        methodFile = nil
    }

    consuming func report(into report: inout Report) {
        var collector = CoverageCollector()
        for (path, file) in zip(paths, files) {
            let index = collector.file(path)
            collector.add(file.lines, branches: file.branches, to: index)
            if file.functions.total > 0 { collector.add(functions: file.functions, to: index) }
        }
        var coverage = CoverageResults(files: collector.finish())
        for index in coverage.files.indices where files[index].statements.total > 0 {
            coverage.files[index].statements = files[index].statements
        }
        report.coverage = coverage
        let statements = coverage.totals.statements ?? Fraction()
        let listed = statements.total
        if listed == 0, let declaredPoints, declaredPoints > 0 {
            report.fail("declares \(declaredPoints) sequence points and lists none: nothing shows which are covered")
            return
        }
        if listed == 0 { report.warn("no sequence point") }
        let total = declaredPoints.map { Fraction(covered: visitedPoints ?? statements.covered, total: $0) }
        CoverageNumbers.compare("sequence points", declared: total, listed: statements, into: &report)
        if unplaced > 0 { report.warn("\(unplaced) points of no file are not counted") }
        if collector.strayBranches > 0 {
            report.warn("\(collector.strayBranches) branches of files without statements are not counted")
        }
    }
}
