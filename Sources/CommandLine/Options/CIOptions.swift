import ArgumentParser
import Core

/// Which CI system is told what came of it.
struct CIOptions: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case auto
        case none
        case github
        case gitlab
        case buildkite
    }

    @Option(
        name: .customLong("ci"),
        help: "The CI system that is told: auto (the one that this runs in), none, github, gitlab or buildkite."
    )
    var choice = Choice.auto

    func surface(_ environment: [String: String]) -> CISurface? {
        switch choice {
        case .auto: CIFacts(environment).surface
        case .none: nil
        case .github: .gitHub
        case .gitlab: .gitLab
        case .buildkite: .buildkite
        }
    }
}
