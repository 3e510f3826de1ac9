extension LockGraph {
    /// `poetry.lock`, `uv.lock`, `pdm.lock`; nil where it is none.
    package init?(python text: String) {
        self.init(blocks: PackageBlocks(text), .python) { InstalledPackage.pythonName($0) }
    }

    /// `spelled`: a name as all of its spellings are compared.
    init?(blocks: PackageBlocks, _ kind: InstalledPackage.Kind, spelled: (Substring) -> String) {
        self.init(rest: blocks.rest, kind: kind)
        for block in blocks.packages {
            guard let name = block.name else { return nil }
            add(
                Package(
                    name: spelled(name),
                    pin: block.lines.joined(separator: "\n"),
                    dependencies: block.dependencies.map(spelled)
                )
            )
        }
        if packages.isEmpty { return nil }
    }

    /// Keeps a package of which there may be several of one name.
    mutating func add(_ package: Package) {
        var number = 0
        while packages["\(package.name) \(number)"] != nil { number += 1 }
        packages["\(package.name) \(number)"] = package
    }
}

/// A lockfile in TOML as what stands below each `[[package]]`, and what stands elsewhere.
struct PackageBlocks {
    struct Block {
        var lines: [Substring] = []
    }

    private(set) var packages: [Block] = []
    let rest: String

    init(_ text: String) {
        var rest: [Substring] = []
        var isOfPackage = false
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            if line == "[[package]]" {
                packages.append(Block())
                isOfPackage = true
                continue
            }
            if line.hasPrefix("[") { isOfPackage = line.hasPrefix("[package.") || line.hasPrefix("[[package.") }
            if isOfPackage, !packages.isEmpty {
                packages[packages.count - 1].lines.append(line)
            } else {
                rest.append(line)
            }
        }
        self.rest = rest.joined(separator: "\n")
    }
}

extension PackageBlocks.Block {
    var name: Substring? { value("name") }

    /// The text of a key of the package itself.
    func value(_ key: String) -> Substring? {
        lines.lazy.filter { $0.hasPrefix("\(key) = ") }.compactMap { Self.quoted($0).first }.first
    }

    /// The packages that it uses, in whichever way that is written: keys of a table, `{ name = "…" }`, or texts of a list.
    var dependencies: [Substring] {
        var names: [Substring] = []
        var (isTable, isList) = (false, false)
        for line in lines {
            if line.hasPrefix("[") {
                (isTable, isList) = (line == "[package.dependencies]", false)
            } else if line.hasPrefix("]") {
                isList = false
            } else if isTable, let key = Self.key(line) {
                names.append(key)
            } else if let start = line.firstRange(of: "name = \"")?.upperBound, line.contains("{") {
                names.append(line[start...].prefix { $0 != "\"" })
            } else if line.hasPrefix("dependencies = [") || isList {
                isList = !line.hasSuffix("]")
                names += Self.quoted(line).map { $0.prefix(while: Self.isOfName) }
            }
        }
        return names.filter { !$0.isEmpty }
    }

    private static func key(_ line: Substring) -> Substring? {
        guard line.first?.isWhitespace == false, let end = line.firstRange(of: " = ")?.lowerBound else { return nil }
        return line[..<end].drop { $0 == "\"" }.prefix { $0 != "\"" }
    }

    private static func quoted(_ line: Substring) -> [Substring] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(
            \.element
        )
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.".contains(character)
    }
}
