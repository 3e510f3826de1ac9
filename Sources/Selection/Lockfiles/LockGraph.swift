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
    package var kind: InstalledPackage.Kind

    package init(packages: [String: Package] = [:], rest: String = "", kind: InstalledPackage.Kind = .node) {
        self.packages = packages
        self.rest = rest
        self.kind = kind
    }

    /// The packages that are others than before, came or went, and those that use one of them, as files that have changed; nil
    /// where more has changed than packages.
    package func changes(since old: LockGraph) -> [ChangedFile]? {
        guard let affected = affected(since: old) else { return nil }
        let (now, before) = (Set(packages.values.map(\.name)), Set(old.packages.values.map(\.name)))
        return affected.sorted().map { name in
            let change: ChangedFile.Kind = before.contains(name) ? (now.contains(name) ? .modified : .deleted) : .added
            return ChangedFile(package: name, of: kind, change)
        }
    }

    /// Their names.
    package func affected(since old: LockGraph) -> Set<String>? {
        guard rest == old.rest, kind == old.kind else { return nil }
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
        return affected
    }
}
