import Core

/// Blocks that are read and checked so that a typo in them is an error today, and acted on later.
extension FileFormat {
    static let recognised: [Field] = [
        "name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs",
    ].map { Field($0, .anything, "Part of a workflow of a CI system.", notYet: .workflow, bar: .free) }
}
