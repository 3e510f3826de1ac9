/// What is read and checked, but not acted on yet: the one list of it, which shrinks as features are built.
package enum RecognisedFeature: String, Sendable, Hashable, CaseIterable {
    case cleanup
    case workflow

    /// What Assay does not do with it yet, as a fragment behind "recognised, not acted on yet:".
    package var sentence: String {
        switch self {
        case .cleanup:
            "containers and the data of services go with what they were made for; only artifacts stay for longer"
        case .workflow: "this is a workflow of a CI system; it calls Assay, Assay does not run it"
        }
    }

    /// The whole message of the note.
    package var message: String { "recognised, not acted on yet: \(sentence)" }
}
