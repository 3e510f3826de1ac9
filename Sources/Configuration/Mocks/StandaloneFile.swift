import Core

/// A YAML file of its own (or JSON, which is YAML too) that has one shape: stubs of a mock, a specification of test data.
struct StandaloneFile {
    let log = DiagnosticLog()
    private let ledger: OpenLedger
    /// The checked content; nil where the file is empty or no YAML.
    private(set) var top: Reader?

    /// How large such a file may be, which people do not write by hand only.
    struct Size {
        var bytes = Limits.fileSize
        var nodes = Limits.nodes
        var lineLength = Limits.lineLength

        /// Ten thousand stubs, recorded ones among them.
        static let large = Size(bytes: 64 << 20, nodes: 4_000_000, lineLength: 32 << 20)
    }

    init(name: String, bytes: [UInt8], shape: Shape, size: Size = Size(), empty: String) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard bytes.count <= size.bytes else {
            let file = log.add(SourceFile(unreadable: name))
            log.error(
                "the file has \(bytes.count) bytes; the most is \(size.bytes)",
                at: Place(file: file, line: 1, column: 1)
            )
            ledger = OpenLedger(nodes: 0)
            return
        }
        if let problem = TextChecks.firstProblem(in: bytes) {
            let file = log.add(SourceFile(name: name, bytes: bytes))
            log.error(problem.message, at: Place(file: file, line: problem.line, column: problem.column))
            ledger = OpenLedger(nodes: 0)
            return
        }
        let file = log.add(SourceFile(name: name, bytes: bytes))
        if let line = TextChecks.firstLongLine(in: bytes, limit: size.lineLength) {
            log.error(
                "line \(line) has more than \(size.lineLength) bytes",
                at: Place(file: file, line: line, column: 1)
            )
            ledger = OpenLedger(nodes: 0)
            return
        }
        var reader = TreeReader(log: log, nodeLimit: size.nodes)
        guard let root = reader.read(file: file) else {
            if !log.hasErrors { log.error(empty, at: Place(file: file, line: 1, column: 1)) }
            ledger = OpenLedger(nodes: 0)
            return
        }
        ledger = OpenLedger(nodes: reader.nextID)
        var checker = Checker(log: log, ledger: ledger)
        top = Reader(checked: checker.check(root, shape, as: "the file"), ledger: ledger)
    }

    /// A part of the file whose shape depends on what stands elsewhere.
    func checked(_ node: YAMLNode, _ shape: Shape, as name: String) -> Reader {
        var checker = Checker(log: log, ledger: ledger)
        return Reader(checked: checker.check(node, shape, as: name), ledger: ledger)
    }

    func error(_ message: String, _ node: YAMLNode, suggestion: String? = nil) {
        log.error(message, at: node.place, length: node.length, suggestion: suggestion)
    }
}
