/// What a path says without any guess.
extension PathMapper {
    /// The file of a path relative to the root, also where a link stands in it.
    func file(at path: String) -> String? {
        if files.contains(path) { return path }
        for (link, target) in links where path.utf8.starts(with: link.utf8) {
            let rest = path.utf8.dropFirst(link.utf8.count)
            guard rest.isEmpty || rest.first == UInt8(ascii: "/") else { continue }
            let file = target + String(Substring(rest))
            if files.contains(file) { return file }
        }
        return nil
    }

    /// The file of an absolute path, or of one that begins with a module; the files of a path whose beginning a person takes
    /// off, by the folders that a person names.
    func exact(_ path: ReportedPath) -> [String] {
        for beginning in rules.strip {
            guard let rest = path.behind(beginning) else { continue }
            let files = ([rest] + rules.roots.map { "\($0)/\(rest)" }).compactMap(file(at:))
            if !files.isEmpty { return files }
        }
        if path.isAbsolute { return path.behind(root).flatMap(file(at:)).map { [$0] } ?? [] }
        for module in modules {
            guard let rest = path.behind(module.path) else { continue }
            return file(at: module.folder.isEmpty ? rest : "\(module.folder)/\(rest)").map { [$0] } ?? []
        }
        return []
    }

    /// The file of a relative path in one of the folders that the report names.
    func below(_ roots: [String], _ path: ReportedPath) -> Resolution? {
        guard !path.isAbsolute, roots.count > 1 else { return nil }
        let candidates = Set(
            roots.compactMap { root in
                let inner = ReportedPath(root + "/" + path.text)
                return exact(inner).first ?? (inner.isAbsolute ? nil : file(at: inner.text))
            }
        )
        guard let first = candidates.first else { return nil }
        return candidates.count == 1 ? .file(first) : .ambiguous(candidates.sorted())
    }

    /// What `package:shop/src/a.dart` means: a file below `lib/` of the package, or of somebody else's.
    func dart(_ path: String) -> Resolution? {
        guard path.hasPrefix("package:"), let slash = path.firstIndex(of: "/") else { return nil }
        let name = String(path[..<slash].dropFirst("package:".count))
        let rest = "lib" + path[slash...]
        if let folder = dartPackages[name] {
            return file(at: folder.isEmpty ? rest : "\(folder)/\(rest)").map { .file($0) } ?? .unknown
        }
        guard dartPackages.isEmpty, let file = file(at: rest) else { return .foreign }
        return .file(file)
    }
}
