import Core

/// A language, or a family of them that shares its tools.
enum Language: String, Sendable, CaseIterable {
    case python = "Python"
    case node = "Node.js"
    case go = "Go"
    case rust = "Rust"
    case machine = "Java and Kotlin"
    case swift = "Swift"
    case native = "C and C++"
    case dotnet = ".NET"
    case ruby = "Ruby"
    case php = "PHP"
    /// What belongs to no language: scripts, secrets, images.
    case any = "the repository"

    /// For the names of steps.
    var slug: String {
        switch self {
        case .python: "python"
        case .node: "node"
        case .go: "go"
        case .rust: "rust"
        case .machine: "jvm"
        case .swift: "swift"
        case .native: "native"
        case .dotnet: "dotnet"
        case .ruby: "ruby"
        case .php: "php"
        case .any: "repository"
        }
    }
}

/// A project in one language with what it shows signs of.
struct DetectedPackage: Sendable {
    var language: Language
    /// From the root; empty for the root itself.
    var folder: String
    /// The file that shows it, from the root.
    var sign: String
    var steps: [ProposedStep]
    /// What was seen and leads to nothing, and why.
    var remarks: [String]
}

/// Finds the projects of a repository, and which tools each of them uses.
enum Detection {
    static func packages(of repository: Repository) -> [DetectedPackage] {
        let files = repository.files.filter(isOwn)
        let own = Repository(
            name: repository.name,
            files: files,
            texts: repository.texts.filter { isOwn($0.key) },
            programs: repository.programs
        )
        let found = Language.allCases.flatMap { packages(of: $0, in: own) }
        return found + [whole(own)].filter { !$0.steps.isEmpty }
    }

    /// Whether a file is a part of the project, and not of what it ships or tests with.
    private static func isOwn(_ path: String) -> Bool {
        let folders = path.split(separator: "/").dropLast()
        return FileRole.of(path) != .vendored && !folders.contains { others.contains($0.lowercased()) }
    }

    private static let others: Set<String> = [
        "fixtures", "testdata", "examples", "example", "templates", "target", "dist", "build", "bin", "obj", "venv",
        "__pycache__", "coverage",
    ]

    private static func packages(of language: Language, in repository: Repository) -> [DetectedPackage] {
        let manifests = repository.files.filter { isManifest($0, of: language) }
        var folders: [String: String] = [:]
        for manifest in manifests {
            let folder = manifest.lastIndex(of: "/").map { String(manifest[..<$0]) } ?? ""
            folders[folder] = folders[folder] ?? manifest
        }
        // Python needs no manifest.
        if language == .python, folders.isEmpty, let test = repository.files.first(where: isPythonTest) {
            folders[""] = test
        }
        let kept = language.isWhole ? topmost(folders.keys.sorted()) : folders.keys.sorted()
        return kept.compactMap { folder in
            let view = PackageFolder(repository, path: folder, nested: kept)
            let (steps, remarks) = steps(of: language, view)
            guard !steps.isEmpty || !remarks.isEmpty else { return nil }
            return DetectedPackage(
                language: language,
                folder: folder,
                sign: folders[folder] ?? "",
                steps: steps,
                remarks: remarks
            )
        }
    }

    /// Folders that lie in no other one of them.
    private static func topmost(_ folders: [String]) -> [String] {
        folders.filter { folder in
            !folders.contains { $0 != folder && ($0.isEmpty || folder.hasPrefix($0 + "/")) }
        }
    }

    private static func isManifest(_ path: String, of language: Language) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        switch language {
        case .python: return ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile"].contains(name)
        case .node: return name == "package.json"
        case .go: return name == "go.mod"
        case .rust: return name == "Cargo.toml"
        case .machine:
            return ["pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"].contains(
                name
            )
        case .swift: return name == "Package.swift"
        case .native: return name == "CMakeLists.txt"
        case .dotnet:
            return name.hasSuffix(".sln") || name.hasSuffix(".slnx") || name.hasSuffix(".csproj")
                || name.hasSuffix(".fsproj")
        case .ruby: return name == "Gemfile"
        case .php: return name == "composer.json"
        case .any: return false
        }
    }

    private static func steps(
        of language: Language,
        _ folder: PackageFolder
    ) -> (steps: [ProposedStep], remarks: [String]) {
        switch language {
        case .python: python(folder)
        case .node: node(folder)
        case .go: (go(folder), [])
        case .rust: (rust(folder), [])
        case .machine: (machine(folder), [])
        case .swift: (swift(folder), [])
        case .native: native(folder)
        case .dotnet: (dotnet(folder), [])
        case .ruby: (ruby(folder), [])
        case .php: (php(folder), [])
        case .any: ([], [])
        }
    }

    /// What looks at the repository as a whole.
    private static func whole(_ repository: Repository) -> DetectedPackage {
        let folder = PackageFolder(repository, path: "", nested: [])
        var steps: [ProposedStep] = []
        let scripts = folder.files.contains { $0.hasSuffix(".sh") || $0.hasSuffix(".bash") }
        if scripts, let sign = folder.has(".shellcheckrc") ? ".shellcheckrc" : folder.sign("shellcheck") {
            steps.append(ProposedStep(preset: "shellcheck", sign: "shellcheck is in \(sign)"))
        }
        if folder.has("Dockerfile"),
            let sign = folder.has(".hadolint.yaml") ? ".hadolint.yaml" : folder.sign("hadolint")
        {
            steps.append(ProposedStep(preset: "hadolint", sign: "hadolint is in \(sign)"))
        }
        if let sign = folder.has(".gitleaks.toml") ? ".gitleaks.toml" : folder.sign("gitleaks") {
            steps.append(ProposedStep(preset: "gitleaks", sign: "gitleaks is in \(sign)"))
        }
        if let sign = folder.has(".secrets.baseline") ? ".secrets.baseline" : folder.sign("detect-secrets") {
            steps.append(ProposedStep(preset: "detect-secrets", sign: "detect-secrets is in \(sign)"))
        }
        if let rules = [".semgrep.yml", ".semgrep.yaml"].first(where: { folder.has($0) }) {
            steps.append(ProposedStep(preset: "semgrep", sign: "\(rules) is here", arguments: ["--config=\(rules)"]))
        } else if folder.files.contains(where: { $0.hasPrefix(".semgrep/") }) {
            steps.append(ProposedStep(preset: "semgrep", sign: ".semgrep is here", arguments: ["--config=.semgrep"]))
        }
        for tool in ["trivy", "osv-scanner", "jscpd", "lizard"] {
            guard let sign = folder.sign(tool) else { continue }
            steps.append(ProposedStep(preset: tool, sign: "\(tool) is in \(sign)"))
        }
        return DetectedPackage(language: .any, folder: "", sign: "as a whole", steps: steps, remarks: [])
    }
}

extension Language {
    /// Whether the topmost project builds and tests those within it.
    fileprivate var isWhole: Bool {
        switch self {
        case .rust, .machine, .swift, .native, .dotnet: true
        case .python, .node, .go, .ruby, .php, .any: false
        }
    }
}
