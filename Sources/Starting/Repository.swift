/// What lies in a repository, as far as proposing a pipeline needs it: names of files, the text of small ones, programs.
package struct Repository: Sendable {
    /// What the project is called: its folder's name.
    package var name: String
    /// Paths from the root, sorted.
    package var files: [String]
    /// By path: those files that `isOfInterest` names.
    package var texts: [String: String]
    /// Programs that can be started here: names in `PATH`, and paths within the repository.
    package var programs: Set<String>

    package init(name: String, files: [String], texts: [String: String] = [:], programs: Set<String> = []) {
        self.name = name
        self.files = files.sorted()
        self.texts = texts
        self.programs = programs
    }

    /// Whether the text of a file tells which tools a project uses.
    package static func isOfInterest(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return manifests.contains(name) || name.hasPrefix("requirements") && name.hasSuffix(".txt")
            || name.hasSuffix(".csproj") || name.hasSuffix(".fsproj") || name.hasSuffix(".gradle")
            || name.hasSuffix(".gradle.kts") || isContinuousIntegration(path)
            || path.hasPrefix("requirements/") && name.hasSuffix(".txt")
    }

    /// Whether a file says what a CI system or a hook of git runs.
    static func isContinuousIntegration(_ path: String) -> Bool {
        path.hasPrefix(".github/workflows/") || path == ".gitlab-ci.yml" || path == ".pre-commit-config.yaml"
            || path == "azure-pipelines.yml" || path == ".circleci/config.yml" || path == "Jenkinsfile"
            || path == "lefthook.yml"
    }

    private static let manifests: Set<String> = [
        "pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "pytest.ini", "Pipfile", "noxfile.py", ".coveragerc",
        "package.json", "go.mod", "Cargo.toml", "pom.xml", "Package.swift", "CMakeLists.txt", "Gemfile", ".rspec",
        "composer.json", "Makefile", "justfile",
    ]
}

/// A folder of a repository that is a project of its own in one language.
struct PackageFolder {
    let repository: Repository
    /// From the root; empty for the root itself.
    let path: String
    /// Files below it, from it, without those of projects of the same language within it.
    let files: [String]

    init(_ repository: Repository, path: String, nested: [String]) {
        self.repository = repository
        self.path = path
        let prefix = path.isEmpty ? "" : path + "/"
        let inner = nested.filter { $0 != path && (path.isEmpty || $0.hasPrefix(prefix)) }.map { $0 + "/" }
        files = repository.files.compactMap { file in
            guard file.hasPrefix(prefix), !inner.contains(where: { file.hasPrefix($0) }) else { return nil }
            return String(file.dropFirst(prefix.count))
        }
    }

    func has(_ names: String...) -> Bool { names.contains { files.contains($0) } }

    func text(_ name: String) -> String { repository.texts[path.isEmpty ? name : "\(path)/\(name)"] ?? "" }

    /// The file, of those that belong to the folder or tell what CI runs, in which a word stands; nil where in none.
    ///
    /// `inBuilds` says whether what CI runs counts, where a word may mean something else.
    func sign(_ word: String, inBuilds: Bool = true) -> String? {
        let prefix = path.isEmpty ? "" : path + "/"
        let own = repository.texts.keys.filter { key in
            key.hasPrefix(prefix) && !key.dropFirst(prefix.count).contains("/")
                || key.hasPrefix(prefix + "requirements/") || inBuilds && Repository.isContinuousIntegration(key)
        }
        return own.sorted().filter { inBuilds || !Repository.isContinuousIntegration($0) }.first {
            repository.texts[$0].map { Self.holds($0, word) } ?? false
        }
    }

    /// Whether a text holds a word, not as a part of a longer one.
    static func holds(_ text: String, _ word: String) -> Bool {
        var rest = text[...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
            let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
            if !isPart(before), !isPart(after) { return true }
            rest = text[found.upperBound...]
        }
        return false
    }

    private static func isPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    /// Whether a program can be started.
    func can(_ program: String) -> Bool { repository.programs.contains(program) }
}
