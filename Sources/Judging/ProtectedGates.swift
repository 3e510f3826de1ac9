import Configuration
package import Core
import Execution

/// What judges a change: the gates, the waivers and the trusted keys of the commit that it started from.
///
/// So no change lowers its own bar, waives what it breaks, or lists the key that vouches for it.
package enum ProtectedGates {
    /// A configuration as it is in the tree that is judged.
    package struct Own: Sendable {
        /// Absolute path of the project.
        package var root: String
        /// The file's name, within the root.
        package var name: String
        package var project: Project

        package init(root: String, name: String, project: Project) {
            self.root = root
            self.name = name
            self.project = project
        }
    }

    /// The project with the gates that hold for it, and what every report must say about them.
    package static func apply(
        to folder: Own,
        environment: [String: String]
    ) -> (project: Project, banners: [String]) {
        guard let base = GitBase(directory: folder.root, environment: environment) else {
            return (folder.project, [])
        }
        let place = "\(base.branch) at \(base.commit.prefix(10))"
        guard base.file(folder.name) != nil else {
            return (folder.project, ["the gates are new: \(place) has none, so this change is judged by its own"])
        }
        let loader = ConfigurationLoader(root: folder.root) { path in
            let relative = path.hasPrefix(folder.root + "/") ? String(path.dropFirst(folder.root.count + 1)) : path
            guard let bytes = base.file(relative) else { return .failure(.init("no such file in \(place)")) }
            return .success(bytes)
        }
        guard let protected = loader.load(folder.name).project else {
            return (folder.project, ["the gates of \(place) cannot be read, so this change is judged by its own"])
        }
        let changes = GateChanges.between(protected, folder.project)
        guard !changes.isEmpty else { return (folder.project, []) }
        var project = folder.project
        project.gates = protected.gates
        project.attestationKeys = protected.attestationKeys
        project.paths.ignore = protected.paths.ignore
        let shown = changes.prefix(5).joined(separator: ", ") + (changes.count > 5 ? ", …" : "")
        return (project, ["this change edits its own gates (\(shown)); it is judged by those of \(place)"])
    }
}
