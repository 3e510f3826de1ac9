import ArgumentParser

/// Where the past of a project lies, besides the project itself.
struct HistoryOptions: ParsableArguments {
    @Option(
        name: .customLong("history"),
        help:
            "A folder, or s3://bucket/prefix, of runs that several machines share: read before, and added to after a run."
    )
    var shared: String?
}
