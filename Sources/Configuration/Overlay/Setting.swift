import Criteria

/// One value of the command line: `steps.unit.timeout=5m`, as a part of the file that it stands for.
struct Setting {
    /// The text as it was written, which messages show.
    let text: String
    /// Whether it says what a gate might ask, and nothing else.
    let isProposal: Bool
    /// Its place among the files of the log.
    let file: Int
    let log: DiagnosticLog

    init(_ text: String, isProposal: Bool = false, log: DiagnosticLog) {
        self.text = text
        self.isProposal = isProposal
        self.log = log
        file = log.add(SourceFile(name: isProposal ? "proposal" : "--set", bytes: Array(text.utf8)))
    }

    private struct Part {
        var name: String
        /// Where it begins, in scalars of the text.
        var start: Int
    }

    /// The entry for the top of the file; nil, and an error, where it may not be set or is none.
    func entry(over roots: [YAMLNode], _ reader: inout TreeReader) -> YAMLNode.Entry? {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            error("a setting is written KEY=VALUE, such as steps.unit.timeout=5m", 0, text.unicodeScalars.count)
            return nil
        }
        guard let path = path(text[..<equals], roots) else { return nil }
        // The value keeps its column, so that messages point at it.
        let blank = String(repeating: " ", count: text[...equals].unicodeScalars.count)
        guard let value = reader.read(file: file, text: blank + text[text.index(after: equals)...]) else {
            if !log.hasErrors { error("there is no value behind '='", text[..<equals].unicodeScalars.count, 1) }
            return nil
        }
        var node = value
        for part in path.dropFirst().reversed() {
            let key = reader.scalar(part.name, at: place(part.start))
            let entry = YAMLNode.Entry(key: key, name: part.name, value: node)
            node = YAMLNode(id: key.id, place: key.place, content: .mapping([entry]))
        }
        guard let first = path.first else { return nil }
        return YAMLNode.Entry(key: reader.scalar(first.name, at: place(first.start)), name: first.name, value: node)
    }

    /// The keys, where the format has them and none of them lowers the bar.
    private func path(_ written: Substring, _ roots: [YAMLNode]) -> [Part]? {
        var open: [Part] = []
        var start = 0
        for name in written.split(separator: ".", omittingEmptySubsequences: false) {
            open.append(Part(name: String(name), start: start))
            start += name.unicodeScalars.count + 1
        }
        if let first = open.first, first.name == FileFormat.profiles {
            error("--set changes what runs; name the key as it is outside of 'profiles'", first)
            return nil
        }
        var shape = FileFormat.root
        var bar: Bar?
        var path: [Part] = []
        var nodes = roots
        while let part = open.first {
            switch shape {
            case .mapping(let fields):
                guard let field = fields.first(where: { $0.key == part.name || $0.aliases.contains(part.name) }) else {
                    let known = fields.map(\.key)
                    error(
                        "unknown key '\(part.name)'",
                        part,
                        suggestion: Resemblance.nearest(to: part.name, among: known)
                    )
                    return nil
                }
                bar = field.bar ?? bar
                if let bar, bar != .free, !isProposal { return refuse(part, bar) }
                shape = field.shape
                open.removeFirst()
                path.append(Part(name: field.key, start: part.start))
            case .names(let noun, let value):
                guard let (name, count) = name(open, in: nodes) else {
                    let known = nodes.flatMap(\.mapping).map(\.name)
                    error(
                        "no \(noun) is called '\(part.name)'",
                        part,
                        suggestion: Resemblance.nearest(to: part.name, among: known)
                    )
                    return nil
                }
                shape = value
                path.append(Part(name: name, start: part.start))
                open.removeFirst(count)
            case .either(let shapes):
                guard let inner = shapes.first(where: \.hasFields) else { return notBelow(part, path) }
                shape = inner
            default: return notBelow(part, path)
            }
            if let name = path.last?.name { nodes = nodes.compactMap { $0.entry(name)?.value } }
        }
        guard !shape.hasMarks, let last = path.last else {
            error("'\(written)' is more than one value; name the key below it", path.last ?? Part(name: text, start: 0))
            return nil
        }
        if isProposal {
            if bar != .held(.gates) { error("'\(last.name)' is no criterion of a gate", last) }
            return bar == .held(.gates) ? path : nil
        }
        if bar == nil { return refuse(last, .named) }
        return path
    }

    /// A name that may hold dots: as many of the parts as make one that is there; a new variable is the rest.
    private func name(_ open: [Part], in nodes: [YAMLNode]) -> (name: String, count: Int)? {
        let names = Set(nodes.flatMap(\.mapping).map(\.name))
        for count in (1...open.count).reversed() {
            let name = open[..<count].map(\.name).joined(separator: ".")
            if names.contains(name) { return (name, count) }
        }
        return open.count == 1 ? (open[0].name, 1) : nil
    }

    private func refuse(_ part: Part, _ bar: Bar) -> [Part]? {
        let why =
            if case .held = bar { "is what changes are judged by" } else {
                "may lower the bar, and only a file shows that to everybody"
            }
        error("--set may not touch '\(part.name)': it \(why); write it in the configuration", part)
        return nil
    }

    private func notBelow(_ part: Part, _ path: [Part]) -> [Part]? {
        error("'\(path.last?.name ?? "")' has no key '\(part.name)' that can be set", part)
        return nil
    }

    private func error(_ message: String, _ part: Part, suggestion: String? = nil) {
        error(message, part.start, part.name.unicodeScalars.count, suggestion: suggestion)
    }

    private func error(_ message: String, _ start: Int, _ length: Int, suggestion: String? = nil) {
        log.error(message, at: place(start), length: max(1, length), suggestion: suggestion)
    }

    private func place(_ start: Int) -> Place { Place(file: file, line: 1, column: start + 1) }
}
