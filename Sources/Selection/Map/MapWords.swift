/// What a map says of a change, in words.
enum MapWords {
    static func read(_ file: ChangedFile, isOwn: Bool) -> Ground {
        switch file.subject {
        case .package: return Ground(.map, 1, "uses \(name(file)), which \(change(file))")
        case .product(let lockfile):
            return Ground(.map, 1, "reads \(file.path), which is built with packages that \(lockfile) changes")
        case .file:
            let verb = file.kind == .deleted ? "read \(file.path), which is gone" : "reads \(file.path)"
            return Ground(.map, 1, isOwn ? verb : "\(verb), changed since it was recorded")
        }
    }

    /// Of a folder in which a file came or went.
    static func lists(_ file: ChangedFile) -> String {
        let isGone = file.kind == .deleted
        guard case .package(let name) = file.subject else {
            return "lists the folder of \(file.path), which \(isGone ? "has gone from" : "is new in") it"
        }
        return "lists the installed packages, \(isGone ? "from which \(name) has gone" : "among which \(name) is new")"
    }

    static func name(_ file: ChangedFile) -> String {
        if case .package(let name) = file.subject { "the package \(name)" } else { file.path }
    }

    static func change(_ file: ChangedFile) -> String {
        switch file.kind {
        case .added: "is new"
        case .deleted: "has gone"
        case .modified, .place: "is another now"
        }
    }
}
