/// Reads a file and what it includes, each file once.
struct FileCollection {
    let log: DiagnosticLog
    let paths: ProjectPaths
    let readFile: (String) -> Result<[UInt8], ConfigurationLoader.ReadFailure>
    private var reader: TreeReader
    /// Paths of the files that are open above the one being read, and those that have been read.
    private var open: [String] = []
    private var done: Set<String> = []

    init(
        log: DiagnosticLog,
        paths: ProjectPaths,
        readFile: @escaping (String) -> Result<[UInt8], ConfigurationLoader.ReadFailure>
    ) {
        self.log = log
        self.paths = paths
        self.readFile = readFile
        reader = TreeReader(log: log)
    }

    /// How many nodes all files have.
    var nodeCount: Int { reader.nextID }

    /// The roots of the file and of all that it includes, the file itself first; keys for anchors are taken out.
    mutating func read(_ path: String) -> [YAMLNode] {
        read(path, includedAt: nil)
    }

    /// What a setting of the command line says, as an entry for the top of a file; nil, and an error, where it may not.
    ///
    /// `isProposal`: whether it is of the gates, which are tried only.
    mutating func entry(of setting: String, over roots: [YAMLNode], isProposal: Bool = false) -> YAMLNode.Entry? {
        Setting(setting, isProposal: isProposal, log: log).entry(over: roots, &reader)
    }

    private mutating func read(_ path: String, includedAt node: YAMLNode?) -> [YAMLNode] {
        let normal = paths.normalized(path)
        guard log.files.count < Limits.files else {
            if let node { log.error("more than \(Limits.files) files", at: node.place, length: node.length) }
            return []
        }
        guard let bytes = bytes(normal, named: path, includedAt: node) else { return [] }
        let file = log.add(SourceFile(name: normal, bytes: bytes))
        open.append(normal)
        done.insert(normal)
        defer { open.removeLast() }
        let errorsBefore = log.hasErrors
        guard let root = reader.read(file: file) else {
            if errorsBefore == log.hasErrors, node == nil {
                log.error(
                    "the file is empty; start with 'pipeline:' or a gate",
                    at: Place(file: file, line: 1, column: 1)
                )
            }
            return []
        }
        let stripped = withoutAnchorKeys(root)
        return [stripped] + includes(of: stripped).flatMap { include($0, from: normal) }
    }

    private mutating func bytes(_ normal: String, named path: String, includedAt node: YAMLNode?) -> [UInt8]? {
        let bytes: [UInt8]
        switch readFile(paths.onDisk(normal)) {
        case .success(let read): bytes = read
        case .failure(let failure):
            if let node {
                log.error("cannot read '\(path)': \(failure.reason)", at: node.place, length: node.length)
            } else {
                let file = log.add(SourceFile(unreadable: normal))
                log.error("cannot read the file: \(failure.reason)", at: Place(file: file, line: 1, column: 1))
            }
            return nil
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard text.count <= Limits.fileSize else {
            let file = log.add(SourceFile(unreadable: normal))
            log.error(
                "the file has \(text.count) bytes; the most is \(Limits.fileSize)",
                at: Place(file: file, line: 1, column: 1)
            )
            return nil
        }
        if let line = TextChecks.firstLongLine(in: text) {
            let file = log.add(SourceFile(unreadable: normal))
            log.error(
                "line \(line) has more than \(Limits.lineLength) bytes",
                at: Place(file: file, line: line, column: 1)
            )
            return nil
        }
        if let problem = TextChecks.firstProblem(in: text) {
            let file = log.add(SourceFile(name: normal, bytes: text))
            log.error(problem.message, at: Place(file: file, line: problem.line, column: problem.column))
            return nil
        }
        return text
    }

    private mutating func include(_ node: YAMLNode, from file: String) -> [YAMLNode] {
        guard case .scalar(let text, _) = node.content, !text.isEmpty else { return [] }
        guard let path = paths.included(text, from: file) else {
            log.error("'\(text)' is outside the project's root", at: node.place, length: node.length)
            return []
        }
        if open.contains(path) {
            let circle = (open.drop { $0 != path } + [path]).joined(separator: " → ")
            log.error("files include each other: \(circle)", at: node.place, length: node.length)
            return []
        }
        guard !done.contains(path) else { return [] }
        return read(path, includedAt: node)
    }

    private func includes(of root: YAMLNode) -> [YAMLNode] {
        guard case .mapping(let entries) = root.content,
            let value = entries.first(where: { $0.name == FileFormat.include })?.value
        else { return [] }
        if case .list(let items) = value.content { return items }
        return [value]
    }

    /// Keys such as `x-defaults` hold anchors; what refers to them is read where it refers.
    private func withoutAnchorKeys(_ root: YAMLNode) -> YAMLNode {
        guard case .mapping(let entries) = root.content else { return root }
        let kept = entries.filter { !$0.name.hasPrefix(FileFormat.extensionPrefix) }
        return YAMLNode(id: root.id, place: root.place, content: .mapping(kept))
    }
}
