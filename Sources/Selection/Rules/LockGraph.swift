/// What a lockfile says: which packages there are, and which of them use which.
package struct LockGraph: Sendable, Hashable {
    package struct Package: Sendable, Hashable {
        package var name: String
        /// All that the lockfile says of it: another text is another package.
        package var pin: String
        /// Names of the packages that it uses.
        package var dependencies: [String]

        package init(name: String, pin: String, dependencies: [String]) {
            self.name = name
            self.pin = pin
            self.dependencies = dependencies
        }
    }

    /// By where each is installed, or what it is asked for by.
    package var packages: [String: Package]
    /// What it says of no single package, such as its version.
    package var rest: String

    package init(packages: [String: Package] = [:], rest: String = "") {
        self.packages = packages
        self.rest = rest
    }

    /// The packages that are others than before, came or went, and those that use one of them, as files that have changed; nil
    /// where more has changed than packages.
    package func changes(since old: LockGraph) -> [ChangedFile]? {
        guard rest == old.rest else { return nil }
        let places = Set(packages.keys).union(old.packages.keys)
        var open = Set(
            places.filter { packages[$0] != old.packages[$0] }
                .flatMap { [packages[$0]?.name, old.packages[$0]?.name].compactMap(\.self) }
        )
        var users: [String: Set<String>] = [:]
        for package in [packages, old.packages].flatMap(\.values) {
            for name in package.dependencies { users[name, default: []].insert(package.name) }
        }
        var affected = open
        while let name = open.popFirst() {
            for user in users[name] ?? [] where affected.insert(user).inserted { open.insert(user) }
        }
        let (now, before) = (Set(packages.values.map(\.name)), Set(old.packages.values.map(\.name)))
        return affected.sorted().map { name in
            let kind: ChangedFile.Kind = before.contains(name) ? (now.contains(name) ? .modified : .deleted) : .added
            return ChangedFile(InstalledPackage.place(of: name), kind)
        }
    }

    /// `yarn.lock`, of whatever version; nil where it is none.
    package init?(yarn text: String) {
        var packages: [String: Package] = [:]
        var rest: [String] = []
        var block: (head: String, lines: [Substring])?
        func close() {
            guard let (head, lines) = block else { return }
            if head == "__metadata" {
                rest = lines.map(String.init)
                return
            }
            for key in head.split(separator: ",").map(Self.plain) {
                guard let at = key.dropFirst().firstIndex(of: "@") else { continue }
                let pin = lines.joined(separator: "\n")
                packages[key] = Package(name: String(key[..<at]), pin: pin, dependencies: Self.dependencies(lines))
            }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) where !line.hasPrefix("#") {
            if line.hasPrefix(" ") {
                guard block != nil else { return nil }
                block?.lines.append(line)
            } else {
                guard line.hasSuffix(":") else { return nil }
                close()
                block = (String(Self.plain(line.dropLast())), [])
            }
        }
        close()
        guard !packages.isEmpty else { return nil }
        self.init(packages: packages, rest: rest.joined(separator: "\n"))
    }

    /// The names below `dependencies:` and its like.
    private static func dependencies(_ lines: [Substring]) -> [String] {
        var isOpen = false
        var names: [String] = []
        for line in lines {
            let depth = line.prefix { $0 == " " }.count
            let words = line.dropFirst(depth)
            if depth <= 2 {
                isOpen = words.lowercased().hasSuffix("dependencies:")
            } else if isOpen {
                let name = plain(words.prefix { $0 != " " })
                names.append(name.hasSuffix(":") ? String(name.dropLast()) : name)
            }
        }
        return names.map(plain)
    }

    private static func plain(_ text: some StringProtocol) -> String {
        var text = Substring(text).drop { $0 == " " }
        while let last = text.last, last == " " || last == "\"" { text.removeLast() }
        return String(text.drop { $0 == "\"" })
    }
}
