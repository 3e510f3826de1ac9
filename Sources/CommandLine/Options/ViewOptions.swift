import ArgumentParser

/// What of a run is shown, and told to other programs.
struct ViewOptions: ParsableArguments {
    @Option(help: "Whose output is shown when a step ends: failure (the end of it), always (all of it) or never.")
    var outputOn: StepOutput.Policy = .failure

    @Option(help: "Write every event, as it happens, as a line of JSON to a file; - is standard output.")
    var events: String?

    @Option(help: "Write the run as a trace for Perfetto or chrome://tracing, with its critical path.")
    var trace: String?
}

extension StepOutput.Policy: ExpressibleByArgument {}
