import Yams

/// Bytes of a YAML file in, our own tree out; whatever is wrong goes to the log.
struct TreeReader {
    let log: DiagnosticLog
    /// The id of the next node; ids are dense over all files.
    private(set) var nextID = 0
    private let nodeLimit: Int

    init(log: DiagnosticLog, nodeLimit: Int = Limits.nodes) {
        self.log = log
        self.nodeLimit = nodeLimit
    }

    /// A text that stands at a place, such as a key of the command line.
    mutating func scalar(_ text: String, at place: Place) -> YAMLNode {
        defer { nextID += 1 }
        return YAMLNode(id: nextID, place: place, content: .scalar(text, .plain))
    }

    /// Reads one document from a file of the log, by its index; nil where the file is empty or wrong.
    ///
    /// `text` is read in place of the file's own, where that is more than YAML; its places are those of the file.
    mutating func read(file: Int, text: String? = nil) -> YAMLNode? {
        let source = text.map { SourceFile(name: log.files[file].name, bytes: Array($0.utf8)) } ?? log.files[file]
        guard !TextChecks.mayExplode(Array(source.text.utf8)) else {
            log.error(
                "too many aliases beside keys that are lists, mappings or aliases; write plain keys",
                at: Place(file: file, line: 1, column: 1)
            )
            return nil
        }
        do {
            let parser = try Yams.Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return nil }
            var conversion = TreeConversion(log: log, file: file, nextID: nextID, limit: nodeLimit)
            let converted = conversion.convert(root)
            nextID = conversion.nextID
            return converted
        } catch let error as YamlError {
            YAMLProblem(error, source).report(to: log, file: file)
        } catch {
            log.error("this is not YAML: \(error)", at: Place(file: file, line: 1, column: 1))
        }
        return nil
    }
}

/// Turns the library's nodes into ours: aliases counted, merge keys applied, keys made texts, tags refused.
private struct TreeConversion {
    let log: DiagnosticLog
    let file: Int
    var nextID: Int
    private var merges = 0
    private var hasFailed = false
    private let limit: Int

    init(log: DiagnosticLog, file: Int, nextID: Int, limit: Int) {
        self.log = log
        self.file = file
        self.nextID = nextID
        self.limit = limit
    }

    mutating func convert(_ root: Node) -> YAMLNode? {
        let node = convert(root, depth: 1)
        return hasFailed ? nil : node
    }

    private mutating func convert(_ node: Node, depth: Int) -> YAMLNode? {
        guard !hasFailed else { return nil }
        let place = place(of: node)
        guard depth <= Limits.depth else {
            fail("nested more than \(Limits.depth) levels deep", at: place)
            return nil
        }
        guard nextID < limit else {
            fail("more than \(limit) values with all aliases expanded", at: place)
            return nil
        }
        let id = nextID
        nextID += 1
        refuseTag(of: node, at: place)
        switch node {
        case .scalar(let scalar):
            return YAMLNode(id: id, place: place, content: .scalar(scalar.string, style(scalar.style)))
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence {
                if let converted = convert(item, depth: depth + 1) { items.append(converted) }
            }
            return YAMLNode(id: id, place: place, content: .list(items))
        case .mapping(let mapping):
            return YAMLNode(id: id, place: place, content: .mapping(entries(of: mapping, depth: depth)))
        case .alias:
            // The parser resolves aliases; it hands out none.
            fail("this alias cannot be resolved", at: place)
            return nil
        }
    }

    private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var names: Set<String> = []
        var merges: [Node] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                fail("a key must be a text, not a list or a mapping", at: place(of: key))
                return []
            }
            if scalar.string == "<<", scalar.style == .plain {
                merges.append(value)
                continue
            }
            guard let name = convert(key, depth: depth), let converted = convert(value, depth: depth + 1) else {
                return []
            }
            names.insert(scalar.string)
            entries.append(YAMLNode.Entry(key: name, name: scalar.string, value: converted))
        }
        for merge in merges { add(merge, to: &entries, &names, depth: depth) }
        return entries
    }

    /// What `<<` names gives the keys that are not written out; of several mappings the first one wins.
    private mutating func add(
        _ merge: Node,
        to entries: inout [YAMLNode.Entry],
        _ names: inout Set<String>,
        depth: Int
    ) {
        merges += 1
        guard !hasFailed, depth < Limits.depth, merges < limit else {
            fail("merge keys nested too deeply, or too many of them", at: place(of: merge))
            return
        }
        switch merge {
        case .mapping(let mapping):
            for entry in self.entries(of: mapping, depth: depth + 1) where names.insert(entry.name).inserted {
                entries.append(entry)
            }
        case .sequence(let sequence) where sequence.allSatisfy({ $0.mapping != nil }):
            for item in sequence { add(item, to: &entries, &names, depth: depth) }
        default:
            fail("'<<' merges a mapping or a list of mappings, such as '<<: *defaults'", at: place(of: merge))
        }
    }

    private mutating func fail(_ message: String, at place: Place) {
        if !hasFailed { log.error(message, at: place) }
        hasFailed = true
    }

    private func style(_ style: Node.Scalar.Style) -> YAMLNode.Style {
        switch style {
        case .any, .plain: .plain
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal, .folded: .block
        }
    }

    private func place(of node: Node) -> Place {
        Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// A tag would change what a text means; nothing here needs one.
    private mutating func refuseTag(of node: Node, at place: Place) {
        let tag = node.tag.description
        switch node {
        case .scalar where tag != "tag:yaml.org,2002:str", .sequence where tag != "tag:yaml.org,2002:seq",
            .mapping where tag != "tag:yaml.org,2002:map":
            let core = "tag:yaml.org,2002:"
            let shown = tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
            fail(
                tag.hasPrefix("!=")
                    ? "'!' without quotes begins a tag in YAML: put the phrase in quotes"
                    : "tags such as '\(shown)' are not supported",
                at: place
            )
        default: break
        }
    }
}
