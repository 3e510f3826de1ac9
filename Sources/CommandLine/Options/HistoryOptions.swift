import ArgumentParser

/// Where the past of a project lies, besides the project itself.
struct HistoryOptions: ParsableArguments {
    @Option(
        name: .customLong("history"),
        help: "A folder of runs that several machines share: read before, and added to after a run."
    )
    var shared: String?

    /// What is shared is a folder of one immutable folder a run (`RecordFolder`): another kind of place is brought into
    /// such a folder before a run, and gets what it lacks of one afterwards.
    func validate() throws {
        guard let shared, let scheme = shared.firstRange(of: "://") else { return }
        throw ValidationError("--history \(shared): only folders can be named, not \(shared[..<scheme.upperBound])")
    }
}
