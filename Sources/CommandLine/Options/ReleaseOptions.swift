import ArgumentParser
import Core
import Execution
import Judging

/// What all commands on releases share.
struct ReleaseOptions: ParsableArguments {
    @Argument(help: "The environment: a key of `deployment_gates`.")
    var environment: String

    @OptionGroup var place: ReleasePlace
}

/// Where the configuration and the audit log lie.
struct ReleasePlace: ParsableArguments {
    @Option(name: [.short, .long], help: "Configuration of the project (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @Option(help: "Folder of the audit log, which several machines may share (default: .assay/audit).")
    var state: String?
}

/// What is released.
struct SubjectOptions: ParsableArguments {
    @Option(help: "What is deployed: sha256:… or a file, whose digest is taken.")
    var artifact: String

    @Option(help: "The commit that it was built from.")
    var commit = "HEAD"

    /// Lowercase hexadecimal digits.
    func digest() throws -> String {
        let hex = artifact.hasPrefix("sha256:") ? String(artifact.dropFirst(7)) : artifact
        if hex.utf8.count == 64, hex.allSatisfy(\.isHexDigit) { return hex.lowercased() }
        guard !artifact.hasPrefix("sha256:") else {
            throw CommandFailure(.usage, "--artifact \(artifact): a digest has 64 hexadecimal digits")
        }
        guard let digest = StatementFiles.digest(of: artifact) else {
            throw CommandFailure(.usage, "--artifact \(artifact): no such file; write sha256:… for what lies elsewhere")
        }
        return digest
    }

    func id(_ folder: ProjectFolder) throws -> String {
        let probe = GitProbe(directory: folder.root, environment: ProcessEnvironment.current())
        guard let id = probe.commit(named: commit) else {
            throw CommandFailure(.usage, "git knows no commit '\(commit)' in \(folder.root)")
        }
        return id
    }
}
