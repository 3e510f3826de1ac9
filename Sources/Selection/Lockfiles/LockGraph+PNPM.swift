extension LockGraph {
    /// `pnpm-lock.yaml`; nil where it is none.
    package init?(pnpm text: String) {
        self.init(kind: .node)
        var rest: [Substring] = []
        var section: Substring = ""
        var importer: Substring = ""
        /// By what it is called in the file: packages stand there twice, as what they are and as what they use.
        var found: [String: Package] = [:]
        var current: String?
        var isList = false
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let depth = line.prefix { $0 == " " }.count
            let key = Self.key(line.dropFirst(depth))
            if depth == 0 { (section, current) = (key, nil) }
            switch (section, depth) {
            case ("packages", 2), ("snapshots", 2):
                guard let name = Self.name(key) else { return nil }
                current = String(key.first == "/" ? key.dropFirst() : key)
                found[current ?? "", default: Package(name: name, pin: "", dependencies: [])].pin += "\n\(section)"
                isList = false
            case ("packages", 4...), ("snapshots", 4...):
                guard let current else { return nil }
                found[current]?.pin += "\n\(line)"
                if depth == 4 { isList = key.lowercased().hasSuffix("dependencies") }
                if depth == 6, isList { found[current]?.dependencies.append(String(key)) }
            case ("importers", 2): importer = key
            // What the project itself uses: which of several versions that is stands nowhere else.
            case ("importers", 6):
                current = "\(importer) \(key)"
                found["\(importer) \(key)"] = Package(name: String(key), pin: String(line), dependencies: [])
            case ("importers", 8...):
                if let current { found[current]?.pin += "\n\(line)" }
            case ("packages", 0), ("snapshots", 0), ("importers", 0), ("importers", 4): continue
            default: rest.append(line)
            }
        }
        guard !found.isEmpty else { return nil }
        packages = found
        self.rest = rest.joined(separator: "\n")
    }

    private static func key(_ words: Substring) -> Substring {
        if let quote = words.first, quote == "'" || quote == "\"" { return words.dropFirst().prefix { $0 != quote } }
        return words.prefix { $0 != ":" }
    }

    /// `foo@1.0.0(bar@2.0.0)`, `/@a/b@1.0.0`, `/foo/1.0.0`.
    private static func name(_ key: Substring) -> String? {
        let plain = (key.first == "/" ? key.dropFirst() : key).prefix { $0 != "(" }
        let mark = plain.dropFirst().lastIndex(of: "@") ?? plain.lastIndex(of: "/")
        return mark.map { String(plain[..<$0]) }
    }
}
