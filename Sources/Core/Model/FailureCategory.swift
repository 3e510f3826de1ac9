/// What sort of failure a try, a step or a run had, from what was seen of it: for people, retries and whoever is called.
package enum FailureCategory: String, Sendable, Hashable, CaseIterable {
    /// A report of the step lists tests that failed.
    case testFailure = "test_failure"
    /// A gate is not met.
    case gate
    case timeout
    case outOfMemory = "out_of_memory"
    /// The command, or one that it calls, is not there.
    case missingTool = "missing_tool"
    /// A service that the step needs does not answer.
    case serviceUnhealthy = "service_unhealthy"
    case diskFull = "disk_full"
    case network
    /// It failed and then passed, unchanged.
    case flaky
    case cancelled
    /// The tool says that it is used or configured wrongly.
    case configuration
    /// A signal ended it that nobody here sent.
    case crash
    /// Assay itself could not do its part.
    case infrastructure
    /// Nothing tells more than the exit code.
    case command

    /// Whether it is the place's fault rather than that of what is tested.
    package var isOfThePlace: Bool {
        switch self {
        case .outOfMemory, .missingTool, .serviceUnhealthy, .diskFull, .network, .infrastructure: true
        case .testFailure, .gate, .timeout, .flaky, .cancelled, .configuration, .crash, .command: false
        }
    }

    /// As people say it: `out of memory`.
    package var words: String { rawValue.replacing("_", with: " ") }
}
