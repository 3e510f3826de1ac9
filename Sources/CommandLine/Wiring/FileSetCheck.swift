import Configuration
import Core
import Judging

/// Components and critical paths against the files that are there.
enum FileSetCheck {
    /// A warning for each glob that matches no file; where a gate asks for its set, the verdict would be `error`.
    static func diagnostics(_ project: Project, root: String) -> [Diagnostic] {
        let sets =
            project.components.map { ("component '\($0.name)'", $0.paths, $0.location) }
            + project.criticalPaths.map { ("critical path '\($0.name)'", $0.paths, $0.location) }
        guard !sets.isEmpty else { return [] }
        let files = ProjectSource(root: root, environment: [:]).files
        return sets.flatMap { name, paths, location in
            paths.compactMap { glob in
                let matcher = Glob(glob)
                guard let location, !files.contains(where: { matcher.matches($0) }) else { return nil }
                return Diagnostic(
                    severity: .warning,
                    message: "no file matches the glob \(glob) of \(name)",
                    location: location
                )
            }
        }
    }
}
