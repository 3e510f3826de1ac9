import ArgumentParser
import Configuration

/// What is laid over the configuration for one command.
struct OverlayOptions: ParsableArguments {
    @Option(help: "A profile of the configuration, whose keys take the place of others; its gates hold besides.")
    var profile: String?

    @Option(
        help: "One value in place of the configuration's: steps.unit.timeout=5m; neither gates nor what lowers them."
    )
    var set: [String] = []

    var overlay: Overlay { Overlay(profile: profile, settings: set) }
}
