/// Finds what the paths of one report mean, each by itself first, and then by what the others mean.
struct PathSearch {
    private let mapper: PathMapper
    private let origin: ReportOrigin
    private let named: [NamedFile]
    private var paths: [ReportedPath]
    private var found: [PathMapper.Resolution?]
    /// For each folder of the origin, how many of the paths it explains; the root's count stands last.
    private var votes: [Int]
    /// Relative paths that lie below the root as they are, and below no nearer folder.
    private var atRoot: [Int] = []

    init(_ mapper: PathMapper, _ named: [NamedFile], _ origin: ReportOrigin) {
        self.mapper = mapper
        self.origin = origin
        self.named = named
        paths = named.map { ReportedPath($0.path) }
        found = []
        votes = Array(repeating: 0, count: origin.folders.count + 1)
        for index in paths.indices {
            var first = certain(index)
            if first == nil, !isHere(index), let plain = paths[index].unescaped {
                paths[index] = plain
                first = certain(index)
            }
            found.append(first)
        }
        for index in paths.indices where found[index] == nil { found[index] = relative(index) }
        for index in paths.indices where found[index] == nil && paths[index].isForeign { found[index] = .foreign }
    }

    var hasOpen: Bool { found.contains { $0 == nil } }

    /// What each path means; a file that a person's rule leaves out is ignored.
    var results: [PathMapper.Resolution] {
        found.indices.map { index in
            switch found[index] {
            case .file(let file)? where mapper.isIgnored(file): return .ignored
            case .file(let file)? where !mapper.holds(file, named[index].lastLine):
                return .beyondEnd(file, lines: mapper.lineCounts[file] ?? 0, named: named[index].lastLine ?? 0)
            case .ambiguous(let files)? where !files.contains(where: { !FileRole.of($0).isExcluded }):
                return .absent(FileRole.of(files[0]))
            case .unknown?, nil: return absent(index)
            case let resolution?: return resolution
            }
        }
    }

    /// Looks for what is open by the ends of the project's files, and by what the paths have in common.
    mutating func look(by endings: FileEndings) {
        for index in paths.indices where found[index] == nil { found[index] = partial(index, endings) }
        let open = paths.indices.filter { found[$0] == nil }
        elsewhere(open, endings)
        let guesses = PathGuesses(open.map { paths[$0] }, files: mapper.files)
        let heads = OmittedPackages(open.map { paths[$0] }, endings)
        var cases = CaseIndex(mapper.files)
        for (position, index) in open.enumerated() where found[index] == nil {
            found[index] =
                guesses.file(at: position).map { .file($0) } ?? heads.file(at: position).map { .file($0) }
                ?? cases.file(paths[index]).map { .otherCase($0) }
        }
    }

    /// What the path says by itself, wherever the report comes from.
    private mutating func certain(_ index: Int) -> PathMapper.Resolution? {
        let path = paths[index]
        if !mapper.ignore.isEmpty, mapper.isIgnored(path.text) { return .ignored }
        if let resolution = mapper.dart(path.text) { return resolution }
        if let resolution = mapper.below(origin.roots, path) { return resolution }
        if let resolution = chosen(mapper.exact(path), index) { return resolution }
        if path.isAbsolute { return path.isForeign ? .foreign : nil }
        if let resolution = inRoots(index) { return resolution }
        for (folder, name) in origin.folders.enumerated() where candidate("\(name)/\(path.text)", index) != nil {
            votes[folder] += 1
        }
        if candidate(path.text, index) != nil { votes[votes.count - 1] += 1 }
        return nil
    }

    /// Whether a relative path means a file as it is written.
    private func isHere(_ index: Int) -> Bool {
        let path = paths[index]
        guard !path.isAbsolute else { return false }
        return ([path.text] + origin.folders.map { "\($0)/\(path.text)" }).contains { mapper.file(at: $0) != nil }
    }

    /// The file in one of the folders that a person names; of several the one of the report's module, or nearest to it.
    private func inRoots(_ index: Int) -> PathMapper.Resolution? {
        let candidates = mapper.rules.roots.compactMap { mapper.file(at: "\($0)/\(paths[index].text)") }
        return chosen(candidates, index)
    }

    /// The file in the nearest folder, or in the root where that is all there is.
    ///
    /// Where the root explains more of the report than the nearer folder does, either may be meant.
    private mutating func relative(_ index: Int) -> PathMapper.Resolution? {
        let path = paths[index]
        guard !path.isAbsolute else { return nil }
        let root = candidate(path.text, index)
        let near = origin.folders.indices.compactMap { folder in
            candidate("\(origin.folders[folder])/\(path.text)", index).map { (folder: folder, file: $0) }
        }
        guard let most = near.map({ votes[$0.folder] }).max(),
            let best = near.first(where: { votes[$0.folder] == most })
        else {
            if let root {
                atRoot.append(index)
                return .file(root)
            }
            // A file of the name that is too short is told as such, unless another one fits.
            return nil
        }
        if let root, root != best.file, votes[votes.count - 1] > most { return .ambiguous([root, best.file].sorted()) }
        return .file(best.file)
    }

    /// The file at a place, where it can hold the lines that the report names.
    private func candidate(_ place: String, _ index: Int) -> String? {
        mapper.file(at: place).flatMap { mapper.holds($0, named[index].lastLine) ? $0 : nil }
    }

    /// Where the root explains less of the report than another folder does, the tool stood there, as far as can be told.
    private mutating func elsewhere(_ open: [Int], _ endings: FileEndings) {
        let lost = paths.indices.filter { !paths[$0].isAbsolute && isEnding(found[$0], paths[$0].text) }
        guard !atRoot.isEmpty, !lost.isEmpty else { return }
        var folders: [String: Int] = [:]
        for index in lost.prefix(64) {
            for file in endings.files(endingIn: paths[index].text).prefix(8) {
                folders[String(file.dropLast(paths[index].text.count + 1)), default: 0] += 1
            }
        }
        let relative = atRoot + lost
        // Those that explain most of what the root does not.
        let likely = folders.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4).map(\.key)
        for folder in likely {
            let count = relative.count { candidate("\(folder)/\(paths[$0].text)", $0) != nil }
            guard count > atRoot.count else { continue }
            for index in atRoot {
                guard let other = candidate("\(folder)/\(paths[index].text)", index) else { continue }
                found[index] = .ambiguous([paths[index].text, other].sorted())
            }
        }
    }

    /// Whether a path was found by its end, or could be.
    private func isEnding(_ resolution: PathMapper.Resolution?, _ text: String) -> Bool {
        switch resolution {
        case .file(let file): file.utf8.count > text.utf8.count
        case .ambiguous: true
        default: false
        }
    }

    /// The files that end as a relative path says: `com/acme/A.java` of `src/main/java/com/acme/A.java`.
    private func partial(_ index: Int, _ endings: FileEndings) -> PathMapper.Resolution? {
        let path = paths[index]
        guard !path.isAbsolute else { return nil }
        if let file = ending(below: origin.roots, path) { return file }
        let all = endings.files(endingIn: path.text)
        let fitting = all.filter { mapper.holds($0, named[index].lastLine) }
        if fitting.isEmpty, let short = mapper.file(at: path.text) ?? all.first { return .file(short) }
        return chosen(fitting, index)
    }

    /// The one file of several that the report's module, its step or its place points at.
    private func chosen(_ candidates: [String], _ index: Int) -> PathMapper.Resolution? {
        guard candidates.count > 1 else { return candidates.first.map { .file($0) } }
        var candidates = candidates
        if let module = named[index].module {
            narrow(&candidates) { $0.split(separator: "/").dropLast().contains { $0 == module } }
        }
        if let folder = origin.stepFolder { narrow(&candidates) { $0.hasPrefix(folder + "/") } }
        if candidates.count == 1 { return .file(candidates[0]) }
        let shared = candidates.map { Self.sharedFolders($0, origin.report) }
        let most = shared.max() ?? 0
        let nearest = zip(candidates, shared).filter { $0.1 == most }.map(\.0)
        return most > 0 && nearest.count == 1 ? .file(nearest[0]) : .ambiguous(Array(candidates.prefix(10)))
    }

    /// Keeps those candidates that something speaks for, where it speaks for any.
    private func narrow(_ candidates: inout [String], _ speaksFor: (String) -> Bool) {
        let narrower = candidates.filter(speaksFor)
        if !narrower.isEmpty { candidates = narrower }
    }

    /// The file of a relative path in one of the folders that the report names, which lie outside of the project.
    private func ending(below roots: [String], _ path: ReportedPath) -> PathMapper.Resolution? {
        guard roots.count > 1 else { return nil }
        let candidates = Set(
            roots.compactMap { root in
                ReportedPath(root + "/" + path.text).endings.lazy.map(String.init)
                    .prefix { $0.utf8.count > path.text.utf8.count }.first(where: mapper.files.contains)
            }
        )
        guard let first = candidates.first else { return nil }
        return candidates.count == 1 ? .file(first) : .ambiguous(candidates.sorted())
    }

    /// What no file of the project matches: a test or a generated file need not be here.
    ///
    /// Folders outside of the project say nothing: of an absolute path only the name counts.
    private func absent(_ index: Int) -> PathMapper.Resolution {
        let path = paths[index]
        let text = path.isAbsolute ? path.behind(mapper.root) ?? path.name : path.text
        let role = FileRole.of(text)
        return role.isExcluded ? .absent(role) : .unknown
    }

    private static func sharedFolders(_ left: String, _ right: String) -> Int {
        zip(left.split(separator: "/").dropLast(), right.split(separator: "/").dropLast()).prefix { $0 == $1 }.count
    }
}
