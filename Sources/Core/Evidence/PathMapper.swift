/// Finds the project's files that reports mean: reports write absolute, container, module or partial paths.
///
/// The time is proportional to the paths and their depth, however many files the project has.
package struct PathMapper: Sendable {
    /// What a path of a report means.
    package enum Resolution: Sendable, Hashable {
        case file(String)
        /// Left out by a person's rule.
        case ignored
        /// Clearly a library's or a tool's own file.
        case foreign
        /// These files match equally well.
        case ambiguous([String])
        /// No file has the name, but one whose name differs in the case of letters.
        case otherCase(String)
        case unknown
    }

    let files: TextSet
    let root: String
    let rules: PathRules
    /// Module paths of Go with their folders, the longest first.
    let modules: [(path: String, folder: String)]
    let ignore: [Glob]
    /// Whether a person's rules leave every path as it is.
    private let isPlain: Bool

    /// - Parameters:
    ///   - files: the project's files, relative to its root; empty switches the mapping off.
    ///   - root: absolute path of the project, without a trailing slash.
    ///   - rules: what a person says of the paths.
    ///   - modules: the module path of each `go.mod`, by the folder that it lies in.
    package init(
        files: [String] = [],
        root: String = "",
        rules: PathRules = PathRules(),
        modules: [String: String] = [:]
    ) {
        self.files = TextSet(files)
        self.root = root
        self.rules = PathRules(
            strip: rules.strip.map { ReportedPath($0).text },
            roots: rules.roots.map { ReportedPath($0).text },
            ignore: rules.ignore
        )
        self.modules = modules.map { ($0.value, $0.key) }.sorted {
            ($1.path.utf8.count, $0.path) < ($0.path.utf8.count, $1.path)
        }
        ignore = rules.ignore.map { Glob($0) }
        isPlain = rules.strip.isEmpty && rules.roots.isEmpty && rules.ignore.isEmpty
    }

    package init(_ project: Project, _ surroundings: Surroundings) {
        self.init(
            files: surroundings.projectFiles,
            root: surroundings.root,
            rules: project.paths,
            modules: surroundings.goModules
        )
    }

    /// What one path means by itself.
    package func resolve(_ path: String) -> Resolution { resolve([path])[0] }

    /// What the paths of one report mean: it was written in one place, so that its paths explain one another.
    ///
    /// `roots` are the source folders that the report names for its relative paths. Where the `report` lies tells apart
    /// modules that hold a file of the same name.
    package func resolve(_ paths: [String], roots: [String] = [], report: String = "") -> [Resolution] {
        var endings: FileEndings?
        return resolve(paths, roots: roots, report: report, &endings)
    }

    /// The same, with the index of the files by their endings, which is made where the first path asks for it.
    func resolve(
        _ paths: [String],
        roots: [String] = [],
        report: String,
        _ endings: inout FileEndings?
    ) -> [Resolution] {
        guard !files.isEmpty else { return paths.map { .file($0) } }
        let reported = paths.map(ReportedPath.init)
        var found: [Resolution?] = reported.map { certain($0, roots: roots) }
        let open = reported.indices.filter { found[$0] == nil }
        guard !open.isEmpty else { return found.map { $0 ?? .unknown } }
        let guesses = PathGuesses(open.map { reported[$0] }, files: files)
        var cases = CaseIndex(files)
        let known = endings ?? FileEndings(files.texts)
        endings = known
        for (position, index) in open.enumerated() {
            let path = reported[index]
            found[index] =
                partial(path, roots: roots, near: report, known) ?? guesses.file(at: position).map { .file($0) }
                ?? cases.file(path).map { .otherCase($0) } ?? .unknown
        }
        return found.map { resolution in
            if case .file(let file)? = resolution, isIgnored(file) { return .ignored }
            return resolution ?? .unknown
        }
    }

    /// Whether a path is that of a file of the project and can mean no other: nearly every one is, which one look shows.
    ///
    /// A report that names several `roots` may mean a file below one of them.
    func isExact(_ path: String, roots: [String] = []) -> Bool {
        isPlain && roots.count <= 1 && files.contains(path)
    }

    /// Whether a person's rule leaves a file out.
    package func isIgnored(_ file: String) -> Bool { ignore.contains { $0.matches(file) } }

    /// What the path says without any guess.
    private func certain(_ path: ReportedPath, roots: [String]) -> Resolution? {
        if !ignore.isEmpty, isIgnored(path.text) { return .ignored }
        if let file = below(roots, path) { return file }
        if let file = exact(path) { return isIgnored(file) ? .ignored : .file(file) }
        return path.isForeign ? .foreign : nil
    }

    /// The file of a relative path in one of the folders that the report names.
    private func below(_ roots: [String], _ path: ReportedPath) -> Resolution? {
        guard !path.isAbsolute, roots.count > 1 else { return nil }
        let candidates = Set(roots.compactMap { exact(ReportedPath($0 + "/" + path.text)) })
        guard let first = candidates.first else { return nil }
        return candidates.count == 1 ? .file(first) : .ambiguous(candidates.sorted())
    }

    private func exact(_ path: ReportedPath) -> String? {
        for beginning in rules.strip {
            guard let rest = path.behind(beginning) else { continue }
            if let file = ([rest] + rules.roots.map { "\($0)/\(rest)" }).first(where: files.contains) { return file }
        }
        if path.isAbsolute {
            guard let rest = path.behind(root), files.contains(rest) else { return nil }
            return rest
        }
        let below = rules.roots.lazy.map { "\($0)/\(path.text)" }.first(where: files.contains)
        if let file = below ?? (files.contains(path.text) ? path.text : nil) { return file }
        for module in modules {
            guard let rest = path.behind(module.path) else { continue }
            let file = module.folder.isEmpty ? rest : "\(module.folder)/\(rest)"
            return files.contains(file) ? file : nil
        }
        return nil
    }

    /// The files that end as a relative path says: `com/acme/A.java` of `src/main/java/com/acme/A.java`.
    private func partial(
        _ path: ReportedPath,
        roots: [String],
        near report: String,
        _ endings: FileEndings
    ) -> Resolution? {
        guard !path.isAbsolute else { return nil }
        if let file = ending(below: roots, path) { return file }
        let candidates = endings.files(endingIn: path.text)
        guard candidates.count != 1 else { return .file(candidates[0]) }
        guard candidates.count > 1 else { return nil }
        let shared = candidates.map { Self.sharedFolders($0, report) }
        let most = shared.max() ?? 0
        let nearest = zip(candidates, shared).filter { $0.1 == most }.map(\.0)
        return most > 0 && nearest.count == 1 ? .file(nearest[0]) : .ambiguous(Array(candidates.prefix(10)))
    }

    /// The file of a relative path in one of the folders that the report names, which lie outside of the project.
    private func ending(below roots: [String], _ path: ReportedPath) -> Resolution? {
        guard roots.count > 1 else { return nil }
        let candidates = Set(
            roots.compactMap { root in
                ReportedPath(root + "/" + path.text).endings.lazy.map(String.init)
                    .prefix { $0.utf8.count > path.text.utf8.count }.first(where: files.contains)
            }
        )
        guard let first = candidates.first else { return nil }
        return candidates.count == 1 ? .file(first) : .ambiguous(candidates.sorted())
    }

    private static func sharedFolders(_ left: String, _ right: String) -> Int {
        zip(left.split(separator: "/").dropLast(), right.split(separator: "/").dropLast()).prefix { $0 == $1 }.count
    }
}
