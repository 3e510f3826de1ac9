import Scanning

/// A git repository with a pipeline, in which changes are made and tests selected.
final class SelectionProject {
    let folder = Folder()

    init(_ configuration: String, ignored: [String] = ["out/"]) {
        folder.write(configuration, to: "assay.yaml")
        folder.write((ignored + [".assay/"]).joined(separator: "\n") + "\n", to: ".gitignore")
        git("init", "-q", "-b", "main", ".")
    }

    @discardableResult
    func git(_ arguments: String...) -> Program.Ended {
        Program.run(
            ["/usr/bin/env", "git", "-c", "user.name=a", "-c", "user.email=a@example.org"] + arguments,
            in: folder
        )
    }

    func commit(_ message: String) {
        git("add", "-A")
        git("commit", "-q", "-m", message)
    }

    func assay(_ arguments: [String], environment: [String: String] = [:]) -> Program.Ended {
        Program.run(
            [Program.assay] + arguments,
            in: folder,
            environment: ["PATH": Tools.path].merging(environment) { $1 }
        )
    }

    /// The answer of `assay select`.
    func select(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> JSON {
        try JSON(parsing: assay(["select"] + arguments, environment: environment).out)
    }

    func tests(_ answer: JSON) -> Set<String> { Set((answer["tests"]?.array ?? []).compactMap(\.string)) }
}
