/// `Cargo.lock`: the packages that it names, and those of them that the project itself is made of.
package struct CargoLock: Sendable, Hashable {
    package var graph: LockGraph
    /// Names of packages without a source elsewhere.
    package var members: Set<String>

    /// nil where it is none.
    package init?(_ text: String) {
        let blocks = PackageBlocks(text)
        guard let graph = LockGraph(blocks: blocks, .node, spelled: { String($0) }) else { return nil }
        self.graph = graph
        members = Set(blocks.packages.filter { $0.value("source") == nil }.compactMap { $0.name.map { String($0) } })
    }

    /// The files of the members that use a package which is another than before, as what is built of them; nil where that
    /// cannot be told.
    ///
    /// `folders`: by member, where its manifest lies, ending in a slash, or empty; `files`: all of the project.
    package func changes(
        since old: CargoLock,
        folders: [String: String],
        files: [String],
        lockfile: String
    ) -> [ChangedFile]? {
        guard members == old.members, let affected = graph.affected(since: old.graph) else { return nil }
        let own = affected.intersection(members)
        var changed: [ChangedFile] = []
        for name in own.sorted() {
            guard let folder = folders[name] else { return nil }
            // A member may lie in the folder of another.
            let inner = folders.values.filter { $0.count > folder.count && $0.hasPrefix(folder) }
            for file in files where file.hasPrefix(folder) && file.hasSuffix(".rs") {
                if inner.contains(where: file.hasPrefix) { continue }
                var built = ChangedFile(file)
                built.subject = .product(lockfile: lockfile)
                changed.append(built)
            }
        }
        return changed
    }

    /// The name of the package that a `Cargo.toml` describes; nil where it describes none.
    package static func name(ofManifest text: String) -> String? {
        var isOfPackage = false
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("[") { isOfPackage = line.hasPrefix("[package]") }
            guard isOfPackage, line.hasPrefix("name"), line.dropFirst(4).drop(while: \.isWhitespace).first == "=" else {
                continue
            }
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            return parts.count > 1 ? String(parts[1]) : nil
        }
        return nil
    }
}
