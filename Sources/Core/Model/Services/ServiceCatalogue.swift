/// The services that a configuration defines, and the names for several of them.
package struct ServiceCatalogue: Sendable, Hashable {
    package var services: [Service]
    package var groups: [ServiceGroup]

    package init(services: [Service] = [], groups: [ServiceGroup] = []) {
        self.services = services
        self.groups = groups
    }

    /// What the names of an environment stand for, each service once and behind those that it depends on.
    package func services(for names: [String]) throws(ServiceError) -> [Service] {
        var search = Search(catalogue: self)
        for name in names { try search.visit(name) }
        return search.found
    }

    /// Whether a name is defined, or is an image that a preset stands for.
    package func defines(_ name: String) -> Bool {
        services.contains { $0.name == name } || groups.contains { $0.name == name }
            || ServicePreset.named(by: name) != nil
    }

    /// The service that an image's name stands for: `postgres:16` is `postgres` in version 16.
    private static func service(image: String) -> Service? {
        guard let (preset, version) = ServicePreset.named(by: image) else { return nil }
        var service = Service(
            name: preset.rawValue,
            provider: .preset(preset),
            version: version.map { ServiceVersion($0) },
            ports: [ServicePort(name: ServicePort.only)]
        )
        service.image = image
        return service
    }

    /// A walk through groups and dependencies.
    private struct Search {
        let catalogue: ServiceCatalogue
        var found: [Service] = []
        /// The names that lead to the current one.
        var path: [String] = []

        mutating func visit(_ name: String) throws(ServiceError) {
            guard !path.contains(name) else { throw .circle(Array(path.drop { $0 != name }) + [name]) }
            path.append(name)
            if let service = catalogue.services.first(where: { $0.name == name }) {
                for other in service.dependencies { try visit(other) }
                add(service)
            } else if let group = catalogue.groups.first(where: { $0.name == name }) {
                for member in group.members { try visit(member) }
            } else if let service = ServiceCatalogue.service(image: name) {
                add(service)
            } else {
                throw .undefined(name)
            }
            path.removeLast()
        }

        private mutating func add(_ service: Service) {
            if !found.contains(where: { $0.name == service.name }) { found.append(service) }
        }
    }
}

/// A name for several services.
package struct ServiceGroup: Sendable, Hashable {
    package var name: String
    package var members: [String]

    package init(name: String, members: [String]) {
        self.name = name
        self.members = members
    }
}

/// Why the services of an environment cannot be named.
package enum ServiceError: Error, Sendable, Hashable {
    case undefined(String)
    /// Services or groups that wait for each other; the first one is also the last.
    case circle([String])

    package var message: String {
        switch self {
        case .undefined(let name):
            "nothing says what service \"\(name)\" is: define it in 'services' with 'run', 'image', or a preset ("
                + ServicePreset.allCases.map(\.rawValue).joined(separator: ", ") + ")"
        case .circle(let names): "services wait for each other: \(names.joined(separator: " → "))"
        }
    }
}
