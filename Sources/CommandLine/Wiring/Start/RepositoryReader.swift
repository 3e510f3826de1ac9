import Core
import Execution
import Judging
import Scanning
import Starting

/// Looks at a repository on disk: which files there are, what the small ones say, which programs can be started.
struct RepositoryReader {
    /// Absolute path.
    var root: String
    var environment: [String: String]

    private static let sizeLimit = 1 << 20
    private static let countLimit = 2_000

    func read() -> Repository {
        let files = ProjectSource(root: root, environment: environment).files
        var texts: [String: String] = [:]
        for file in files where Repository.isOfInterest(file) && texts.count < Self.countLimit {
            texts[file] = text(of: file)
        }
        let name = root.split(separator: "/").last.map(String.init) ?? "project"
        return Repository(name: name, files: files, texts: texts, programs: programs(files))
    }

    private func text(of file: String) -> String? {
        guard let mapped = try? MappedFile(path: "\(root)/\(file)"), mapped.size <= Self.sizeLimit else { return nil }
        return mapped.withBytes { Text.lossy($0, limit: Self.sizeLimit) }
    }

    /// Programs of the table and what starts them, in `PATH` and in environments of Python within the repository.
    private func programs(_ files: [String]) -> Set<String> {
        let search = ProgramSearch(environment: environment, directory: root)
        let names = Set(KnownTool.presets.compactMap(\.preset.program.first)).union([
            "uv", "poetry", "pdm", "pipenv", "gradle", "cmake",
        ])
        var found = names.filter { !$0.contains("/") && search.path(of: $0) != nil }
        let folders = Set(files.map { file in file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "" }).union([""])
        let packages = KnownTool.presets.map(\.preset.program).filter { $0.first == "npx" }.compactMap(\.last)
        for folder in folders.sorted().prefix(Self.countLimit) {
            let place = (folder.isEmpty ? "" : folder + "/") + "node_modules/.bin/"
            for name in packages where search.path(of: "./\(place)\(name)") != nil { found.insert(place + name) }
            for environment in [".venv", "venv"] {
                let place = (folder.isEmpty ? "" : folder + "/") + environment + "/bin/"
                guard search.path(of: "./\(place)python") != nil else { continue }
                for name in names where search.path(of: "./\(place)\(name)") != nil { found.insert(place + name) }
            }
        }
        return found
    }
}
