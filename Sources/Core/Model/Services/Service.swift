/// Something that steps need running beside them: a database, a cache, a program of the project.
package struct Service: Sendable, Hashable {
    /// Who brings it up.
    package enum Provider: Sendable, Hashable {
        /// A program that Assay knows how to start.
        case preset(ServicePreset)
        /// An argument vector, started without a shell.
        case arguments([String])
        /// A script for a shell.
        case script(String, Step.Shell)
        /// An image of which nothing but its name is known, and what runs in it in place of its own command.
        case image(String, [String])
    }

    /// Where it is to run.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        /// As a program of this machine where it has one, else in a container.
        case auto
        case process
        case container
    }

    package var name: String
    package var provider: Provider
    package var place = Place.auto
    /// The image that stands for a preset in a container.
    package var image: String?
    /// What the preset `mock` answers.
    package var mock: MockSource?
    package var version: ServiceVersion?
    /// The first one is the service's own.
    package var ports: [ServicePort]
    /// Variables of its process.
    package var variables: [String: String] = [:]
    /// The variables that steps get, each with the detail that it holds; nil for the usual ones.
    package var exports: [String: String]?
    /// Where it is reached, as a text with placeholders; nil for what its provider says.
    package var url: String?
    /// Working directory, relative to the project's root.
    package var directory: String?
    /// nil for what its provider says.
    package var health: HealthCheck?
    /// Services that are up before it.
    package var dependencies: [String] = []
    /// Time between TERM and KILL.
    package var grace: Duration = Service.defaultGrace
    package var location: SourceLocation?

    /// Short: what a service holds is thrown away with it.
    package static let defaultGrace: Duration = .seconds(5)

    package init(name: String, provider: Provider, version: ServiceVersion? = nil, ports: [ServicePort] = []) {
        self.name = name
        self.provider = provider
        self.version = version
        self.ports = ports
    }

    /// Where placeholders may stand.
    package var texts: [String] {
        let command: [String]
        switch provider {
        case .preset: command = []
        case .arguments(let arguments), .image(_, let arguments): command = arguments
        case .script(let script, _): command = [script]
        }
        return command + variables.values + [url].compactMap(\.self)
    }

    /// `NAME_` as variables begin that tell of it.
    package var prefix: String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x61...0x7A: text.unicodeScalars.append(Unicode.Scalar(byte - 32))
            case 0x41...0x5A, 0x30...0x39: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text.append("_")
            }
        }
        return (text.utf8.first.map { (0x30...0x39).contains($0) } ?? true ? "_" : "") + text + "_"
    }

    /// The variables that steps get of a service that is up: the ones that are asked for, or `NAME_HOST` and so on.
    package func variables(for details: [String: String]) -> [String: String] {
        if let exports { return exports.compactMapValues { details[$0] } }
        var variables: [String: String] = [:]
        for detail in Self.exported { variables[prefix + detail.uppercased()] = details[detail] }
        for port in ports.dropFirst() {
            let own = Service(name: port.name, provider: .arguments([])).prefix
            variables[prefix + own + "PORT"] = details["ports.\(port.name)"]
        }
        return variables
    }

    /// Details that steps get as variables without being asked.
    private static let exported = ["url", "host", "port", "socket", "user", "database"]
}

/// A port that a service listens on.
package struct ServicePort: Sendable, Hashable {
    package var name: String
    /// nil for any that is free.
    package var number: Int?
    /// The number that it has inside of a container; nil for the same one.
    package var inside: Int?

    package init(name: String, number: Int? = nil, inside: Int? = nil) {
        self.name = name
        self.number = number
        self.inside = inside
    }

    /// The name of the only port of a service that names none.
    package static let only = "port"
}

/// Which version of a service is asked for.
package struct ServiceVersion: Sendable, Hashable {
    /// Such as `16` or `7.2`.
    package var wanted: String
    /// Another version is an error, and no remark.
    package var isRequired: Bool

    package init(_ wanted: String, isRequired: Bool = false) {
        self.wanted = wanted
        self.isRequired = isRequired
    }

    /// Whether a version is the one that is asked for: `16.2` and `16` are `16`, and `160` is not.
    package func isMet(by version: String) -> Bool {
        let (wanted, found) = (wanted.split(separator: "."), version.split(separator: "."))
        return found.count >= wanted.count && zip(wanted, found).allSatisfy { $0 == $1 }
    }
}

/// Programs that Assay knows how to start, as other names of images too.
package enum ServicePreset: String, Sendable, Hashable, CaseIterable {
    case postgres
    case redis
    /// A server of `assay mock`.
    case mock

    /// The preset and the version that an image's name stands for: `postgres:16`, `docker.io/library/redis:7-alpine`.
    package static func named(by image: String) -> (preset: ServicePreset, version: String?)? {
        let parts = (image.split(separator: "/").last ?? "").split(separator: ":", maxSplits: 1)
        // `latest` and `alpine` name no version.
        let number = parts.dropFirst().first?.prefix { $0.isASCII && ($0.isNumber || $0 == ".") } ?? ""
        let version = number.isEmpty ? nil : String(number)
        switch parts.first {
        case "postgres", "postgresql": return (.postgres, version)
        case "redis": return (.redis, version)
        default: return nil
        }
    }
}
