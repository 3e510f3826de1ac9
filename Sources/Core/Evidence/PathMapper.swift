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
        /// A file that is not here and would not count if it were: a test, or generated.
        case absent(FileRole)
        /// These files match equally well.
        case ambiguous([String])
        /// No file has the name, but one whose name differs in the case of letters.
        case otherCase(String)
        /// A file of the name has so many lines, and the report names a later one.
        case beyondEnd(String, lines: Int, named: UInt32)
        /// Several modules of one report name the path, and this is the only file that it can mean.
        case shared(String, modules: [String])
        case unknown
    }

    let files: Set<String>
    let root: String
    let rules: PathRules
    /// Module paths of Go with their folders, the longest first.
    let modules: [(path: String, folder: String)]
    /// Folders of Dart's packages, by their names.
    let dartPackages: [String: String]
    /// Links that the project holds to files and folders of its own, each with what it leads to.
    let links: [(link: String, target: String)]
    /// Where steps run that do not run in the root, by their names.
    let stepFolders: [String: String]
    /// How many lines files have, as far as somebody has counted them.
    let lineCounts: [String: Int]
    let ignore: [Glob]
    /// Whether a person's rules leave every path as it is.
    private let isPlain: Bool

    /// - Parameters:
    ///   - files: the project's files, relative to its root; empty switches the mapping off.
    ///   - root: absolute path of the project, without a trailing slash.
    ///   - rules: what a person says of the paths.
    ///   - modules: the module path of each `go.mod`, by the folder that it lies in.
    ///   - dartPackages: the name of each package of Dart, by the folder that it lies in.
    ///   - links: links within the project, with what they lead to.
    ///   - stepFolders: the folders that steps run in, by the steps' names.
    ///   - lineCounts: how many lines files have, where that is known.
    package init(
        files: [String] = [],
        root: String = "",
        rules: PathRules = PathRules(),
        modules: [String: String] = [:],
        dartPackages: [String: String] = [:],
        links: [String: String] = [:],
        stepFolders: [String: String] = [:],
        lineCounts: [String: Int] = [:]
    ) {
        self.files = Set(files)
        self.root = root
        self.rules = PathRules(
            strip: rules.strip.map { ReportedPath($0).text },
            roots: rules.roots.map { ReportedPath($0).text },
            ignore: rules.ignore
        )
        self.modules = modules.map { ($0.value, $0.key) }.sorted {
            ($1.path.utf8.count, $0.path) < ($0.path.utf8.count, $1.path)
        }
        self.dartPackages = Dictionary(dartPackages.map { ($0.value, $0.key) }) { min($0, $1) }
        self.links = links.map { ($0.key, $0.value) }.sorted { $0.link > $1.link }
        self.stepFolders = stepFolders.mapValues { ReportedPath($0).text }.filter { !$0.value.isEmpty }
        self.lineCounts = lineCounts
        ignore = rules.ignore.map { Glob($0) }
        isPlain = rules.strip.isEmpty && rules.roots.isEmpty && rules.ignore.isEmpty
    }

    package init(_ project: Project, _ surroundings: Surroundings) {
        self.init(
            files: surroundings.projectFiles,
            root: surroundings.root,
            rules: project.paths,
            modules: surroundings.goModules,
            dartPackages: surroundings.dartPackages,
            links: surroundings.links,
            stepFolders: project.pipeline.stepFolders,
            lineCounts: surroundings.lineCounts
        )
    }

    /// What one path means by itself.
    package func resolve(_ path: String) -> Resolution { resolve([path])[0] }

    /// What the paths of one report mean: it was written in one place, so that its paths explain one another.
    ///
    /// `roots` are the source folders that the report names for its relative paths. Where the `report` lies, and the
    /// `step` that wrote it, tell apart modules that hold a file of the same name.
    package func resolve(
        _ paths: [String],
        roots: [String] = [],
        report: String = "",
        step: String? = nil
    ) -> [Resolution] {
        var endings: FileEndings?
        return resolve(
            paths.map { NamedFile($0) },
            from: ReportOrigin(roots: roots, report: report, stepFolder: step.flatMap { stepFolders[$0] }),
            &endings
        )
    }

    /// The same, with the index of the files by their endings, which is made where the first path asks for it.
    func resolve(_ named: [NamedFile], from origin: ReportOrigin, _ endings: inout FileEndings?) -> [Resolution] {
        guard !files.isEmpty else { return named.map { .file($0.path) } }
        var search = PathSearch(self, named, origin)
        guard search.hasOpen else { return search.results }
        let known = endings ?? FileEndings(files.sorted())
        endings = known
        search.look(by: known)
        return search.results
    }

    /// Where a report comes from.
    func origin(of report: Report) -> ReportOrigin {
        ReportOrigin(
            roots: report.coverage?.roots ?? [],
            report: ReportedPath(report.path).behind(root) ?? report.path,
            stepFolder: report.step.flatMap { stepFolders[$0] }
        )
    }

    /// Whether a path is that of a file of the project and can mean no other: nearly every one is, which one look shows.
    ///
    /// A report that names several source roots may mean a file below one of them.
    func isExact(_ path: String, from origin: ReportOrigin, roots: Int = 0) -> Bool {
        guard isPlain, roots <= 1, files.contains(path) else { return false }
        return !origin.folders.contains { files.contains("\($0)/\(path)") }
    }

    /// Whether a file can hold a line; where nobody has counted its lines, it can.
    ///
    /// Kotlin's compiler numbers the lines of what it inlines beyond the end of the file.
    func holds(_ file: String, _ line: UInt32?) -> Bool {
        guard let line, let count = lineCounts[file], line > count + 1 else { return true }
        return file.hasSuffix(".kt") || FileRole.of(file).isExcluded
    }

    /// Whether a person's rule leaves a file out.
    package func isIgnored(_ file: String) -> Bool { ignore.contains { $0.matches(file) } }
}

/// A file as a report names it, with what the report says that tells it from others.
struct NamedFile: Sendable {
    var path: String
    /// The highest line that the report names.
    var lastLine: UInt32?
    /// The module that the report names it in.
    var module: String?

    init(_ path: String, lastLine: UInt32? = nil, module: String? = nil) {
        self.path = path
        self.lastLine = lastLine
        self.module = module
    }
}

/// Where a report comes from, as far as that says where its tool stood.
struct ReportOrigin: Sendable {
    /// Source folders that the report names.
    var roots: [String]
    /// The report's own path.
    var report: String
    /// Where the step runs that wrote it; nil where that is the root.
    var stepFolder: String?
    /// Folders that relative paths are looked up in first: the step's, then those that the report lies in, the nearest first.
    let folders: [String]

    /// The same for paths that have nothing to do with the source folders.
    var withoutRoots: ReportOrigin { ReportOrigin(report: report, stepFolder: stepFolder) }

    init(roots: [String] = [], report: String = "", stepFolder: String? = nil) {
        self.roots = roots
        self.report = report
        self.stepFolder = stepFolder
        var folders = [stepFolder].compactMap(\.self)
        // What lies outside of the project says nothing of its folders.
        if !report.hasPrefix("/"), !report.hasPrefix("../") {
            var rest = report.hasPrefix("./") ? report.dropFirst(2) : report[...]
            while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
                rest = rest[..<slash]
                let folder = String(rest)
                if !folders.contains(folder) { folders.append(folder) }
            }
        }
        self.folders = folders
    }
}
