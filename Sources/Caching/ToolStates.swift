import Core
import Execution
import Glibc
import Synchronization

/// What the programs that a step names are: where they lie, and what they hold.
final class ToolStates: Sendable {
    private let digests: FileDigests
    private let known = Mutex<[String: String]>([:])

    init(_ digests: FileDigests) { self.digests = digests }

    /// The step's tools and the program that its command starts.
    func items(of step: Step, root: String, environment: [String: String]) -> [StepFingerprint.Item] {
        let directory = step.directory.map { "\(root)/\($0)" } ?? root
        let environment = environment.merging(step.variables) { $1 }
        let program: String? =
            switch step.action {
            case .arguments(let vector): vector.first
            case .script: step.shell.arguments.first
            case .evaluate: nil
            }
        let declared = Set(step.tools)
        return declared.union([program].compactMap(\.self)).sorted().map { name in
            let state = state(name, isDeclared: declared.contains(name), directory, environment)
            return StepFingerprint.Item(.tool, name, state)
        }
    }

    private func state(_ name: String, isDeclared: Bool, _ directory: String, _ environment: [String: String]) -> String
    {
        guard let path = Self.find(name, directory, environment["PATH"]) else { return "not found" }
        guard let digest = digests.digest(of: path) else { return "\(path), which cannot be read" }
        let state = "\(path) \(digest.prefix(16))"
        // A script may start anything, such as the version that a file of the project names.
        guard isDeclared, ToolVersion.isScript(path) else { return state }
        let place = "\(path)\n\(digest)\n\(directory)"
        if let known = known.withLock({ $0[place] }) { return known }
        let version = ToolVersion.line(of: path, environment: environment, directory: directory) ?? "no version"
        let whole = "\(state) \(version)"
        known.withLock { $0[place] = whole }
        return whole
    }

    /// Where a name leads, links followed.
    private static func find(_ name: String, _ directory: String, _ search: String?) -> String? {
        let candidates =
            name.contains("/")
            ? [name.hasPrefix("/") ? name : "\(directory)/\(name)"]
            : (search ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
        for candidate in candidates where access(candidate, X_OK) == 0 {
            var status = stat()
            guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                let real = realpath(candidate, nil)
            else { continue }
            defer { free(real) }
            return String(cString: real)
        }
        return nil
    }
}
