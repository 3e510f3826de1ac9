import Configuration
import Core
import Judging

/// Components and critical paths against the files that are there.
enum FileSetCheck {
    /// A warning for each set whose globs match no file; where a gate asks for it, its verdict would be `error`.
    static func diagnostics(_ project: Project, root: String) -> [Diagnostic] {
        let sets =
            project.components.map { ("component '\($0.name)'", $0.paths, $0.location) }
            + project.criticalPaths.map { ("critical path '\($0.name)'", $0.paths, $0.location) }
        guard !sets.isEmpty else { return [] }
        let files = ProjectSource(root: root, environment: [:]).files
        return sets.compactMap { name, paths, location in
            let globs = paths.map { Glob($0) }
            guard let location, !files.contains(where: { file in globs.contains { $0.matches(file) } }) else {
                return nil
            }
            return Diagnostic(
                severity: .warning,
                message: "no file matches the globs of \(name): \(paths.joined(separator: ", "))",
                location: location
            )
        }
    }
}
