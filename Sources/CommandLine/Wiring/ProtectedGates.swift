import Configuration
import Core
import Execution

/// The gates that judge a change: those of the commit that it started from, so that no change lowers its own bar.
enum ProtectedGates {
    /// The project with the gates that hold for it, and what every report must say about them.
    static func apply(to folder: ProjectFolder) -> (project: Project, banners: [String]) {
        guard let base = GitBase(directory: folder.root, environment: ProcessEnvironment.current()) else {
            return (folder.project, [])
        }
        let place = "\(base.branch) at \(base.commit.prefix(10))"
        let name = folder.file.split(separator: "/").last.map(String.init) ?? folder.file
        guard base.file(name) != nil else {
            return (folder.project, ["the gates are new: \(place) has none, so this change is judged by its own"])
        }
        let loader = ConfigurationLoader(root: folder.root) { path in
            let relative = path.hasPrefix(folder.root + "/") ? String(path.dropFirst(folder.root.count + 1)) : path
            guard let bytes = base.file(relative) else { return .failure(.init("no such file in \(place)")) }
            return .success(bytes)
        }
        guard let protected = loader.load(name).project else {
            return (folder.project, ["the gates of \(place) cannot be read, so this change is judged by its own"])
        }
        var changes = GateChanges.between(protected.gates, folder.project.gates)
        // What coverage is not asked of lowers the bar as much as a threshold does.
        if protected.paths.ignore != folder.project.paths.ignore { changes.append("paths.ignore") }
        guard !changes.isEmpty else { return (folder.project, []) }
        var project = folder.project
        project.gates = protected.gates
        project.paths.ignore = protected.paths.ignore
        let shown = changes.prefix(5).joined(separator: ", ") + (changes.count > 5 ? ", …" : "")
        return (project, ["this change edits its own gates (\(shown)); it is judged by those of \(place)"])
    }
}
