/// What is read and checked, but not acted on yet: the one list of it, which shrinks as features are built.
package enum RecognisedFeature: String, Sendable, Hashable, CaseIterable {
    case testData
    case caching
    case cleanup
    case isolation
    case workflow

    /// What Assay does not do with it yet, as a fragment behind "recognised, not acted on yet:".
    package var sentence: String {
        switch self {
        case .testData: "Assay prepares no test data and keeps none out; the steps do"
        case .caching: "layers of images are Docker's own to keep; Assay builds none"
        case .cleanup: "Assay starts no containers, and a service's data go with it; only artifacts stay for longer"
        case .isolation: "Assay starts no containers for steps; each runs as a process of this machine"
        case .workflow: "this is a workflow of a CI system; it calls Assay, Assay does not run it"
        }
    }

    /// The whole message of the note.
    package var message: String { "recognised, not acted on yet: \(sentence)" }
}
