/// What separates a step from everything else on the machine.
package struct Isolation: Sendable, Hashable {
    /// From the weakest to the strongest.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        /// A session of its own, and nothing of it left behind.
        case process
        /// Processes, temporary files and home of its own, the project read-only but for what the step makes.
        case sandbox
        case container
    }

    package var level: Level
    /// Whether it gets a browser profile, a folder for downloads and a debugging port of its own.
    package var hasBrowser: Bool
    /// Whether it reaches a network.
    package var hasNetwork = true
    /// What a container is made of; nil for the programs of this machine.
    package var image: String?
    /// Whether a weaker level will do where the machine lacks this one.
    package var allowsWeaker = false

    package init(level: Level = .process, hasBrowser: Bool = false) {
        self.level = level
        self.hasBrowser = hasBrowser
    }

    /// Whether a word asks for a machine without other work, which separates nothing by itself.
    package static func isExclusive(_ word: String?) -> Bool {
        word == "dedicated_environment" || word == "dedicated_cluster"
    }

    /// What a word of the configuration asks for; words for exclusive use separate nothing by themselves.
    package init(_ word: String) {
        switch word {
        case "sandbox": self.init(level: .sandbox)
        case "container", "docker_volumes": self.init(level: .container)
        case "browser", "browser_instance": self.init(hasBrowser: true)
        default: self.init()
        }
    }
}
