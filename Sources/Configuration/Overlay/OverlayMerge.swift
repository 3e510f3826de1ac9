import Criteria

/// Lays a profile over the files of a configuration; what is wrong with it goes to the log.
struct OverlayMerge {
    let log: DiagnosticLog
    /// The roots of all files, the first one first.
    var roots: [YAMLNode]

    init(_ roots: [YAMLNode], log: DiagnosticLog) {
        self.roots = roots
        self.log = log
    }

    mutating func apply(profile name: String) {
        let option = log.add(SourceFile(name: "--profile", bytes: Array(name.utf8)))
        let profiles = roots.compactMap { $0.entry(FileFormat.profiles)?.value }.flatMap(\.mapping)
        guard let profile = profiles.first(where: { $0.name == name }) else {
            let known = profiles.map(\.name)
            let listed = known.isEmpty ? "; 'profiles' has none" : "; there are \(known.joined(separator: ", "))"
            let suggestion = Resemblance.nearest(to: name, among: known)
            return log.error(
                "no profile is called '\(name)'\(suggestion == nil ? listed : "")",
                at: Place(file: option, line: 1, column: 1),
                length: name.unicodeScalars.count,
                suggestion: suggestion
            )
        }
        for entry in profile.value.mapping where entry.name != "description" { lay(entry) }
    }

    /// Puts an entry for the top of the file in its place: over what is there, which may stand in any of the files.
    mutating func lay(_ entry: YAMLNode.Entry) {
        guard FileFormat.mergedKeys.contains(entry.name) else {
            let index = roots.firstIndex { $0.entry(entry.name) != nil } ?? roots.startIndex
            if roots.indices.contains(index) { roots[index] = roots[index].with(entry) }
            return
        }
        for named in entry.value.mapping {
            let home = roots.firstIndex { $0.entry(entry.name)?.value.entry(named.name) != nil }
            guard let home else {
                let known = roots.compactMap { $0.entry(entry.name)?.value }.flatMap(\.mapping).map(\.name)
                log.error(
                    "there is no '\(named.name)' in '\(entry.name)' to change",
                    at: named.key.place,
                    length: named.key.length,
                    suggestion: Resemblance.nearest(to: named.name, among: known)
                )
                continue
            }
            let only = YAMLNode(id: entry.value.id, place: entry.value.place, content: .mapping([named]))
            roots[home] = roots[home].with(YAMLNode.Entry(key: entry.key, name: entry.name, value: only))
        }
    }
}

extension YAMLNode {
    /// The entries of a mapping; none for anything else.
    var mapping: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    func entry(_ name: String) -> Entry? { mapping.first { $0.name == name } }

    /// A mapping with an entry laid over it: mappings are put together key by key, all else is replaced.
    func with(_ entry: Entry) -> YAMLNode {
        var entries = mapping
        if let index = entries.firstIndex(where: { $0.name == entry.name }) {
            entries[index].value = entries[index].value.laidOver(by: entry.value)
        } else {
            entries.append(entry)
        }
        return YAMLNode(id: id, place: place, content: .mapping(entries))
    }

    private func laidOver(by other: YAMLNode) -> YAMLNode {
        guard case .mapping = content, case .mapping(let entries) = other.content else { return other }
        return entries.reduce(self) { $0.with($1) }
    }
}
