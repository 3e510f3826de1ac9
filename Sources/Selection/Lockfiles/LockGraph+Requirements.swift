extension LockGraph {
    /// Requirements of pip in which each package has one version; nil where one has not.
    ///
    /// Who uses which is told by the remarks of pip-compile and uv (`# via requests`).
    package init?(requirements text: String) {
        self.init(kind: .python)
        var options: [String] = []
        var users: [(user: String, package: String)] = []
        var last: String?
        for line in Self.whole(text) {
            let plain = line.trimmed
            if plain.hasPrefix("#") {
                if let last { users += Self.users(plain.dropFirst()).map { ($0, last) } }
            } else if plain.hasPrefix("-") {
                options.append(String(plain))
            } else if !plain.isEmpty {
                let name = plain.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
                guard let version = plain.firstRange(of: "=="), !name.isEmpty,
                    plain[name.endIndex..<version.lowerBound].trimmed.allSatisfy(Self.isOfExtras)
                else { return nil }
                let own = InstalledPackage.pythonName(name)
                let halves = plain.split(separator: "#", maxSplits: 1)
                add(Package(name: own, pin: String(halves.first ?? plain), dependencies: []))
                if halves.count == 2 { users += Self.users(halves[1]).map { ($0, own) } }
                last = own
            }
        }
        guard !packages.isEmpty else { return nil }
        rest = options.sorted().joined(separator: "\n")
        for (user, package) in users {
            for key in packages.keys where packages[key]?.name == user { packages[key]?.dependencies.append(package) }
        }
    }

    /// Lines, with those that go on behind a backslash as one.
    private static func whole(_ text: String) -> [Substring] {
        text.replacing("\r\n", with: "\n").replacing("\\\n", with: " ").split(separator: "\n")
    }

    private static func isOfExtras(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "[],-_. ".contains(character)
    }

    /// `via requests, botocore`, or a line of such a list; names of files are none of a package.
    private static func users(_ remark: Substring) -> [String] {
        var words = remark.trimmed
        if words.hasPrefix("via") { words = words.dropFirst(3).trimmed }
        return words.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty && !$0.contains(" ") }
            .map(InstalledPackage.pythonName)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
