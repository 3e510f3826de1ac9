import Containers
import Core
import Engine

/// Which services of an environment are programs of this machine, and which are containers.
struct ServicePlacement {
    /// What is known of a container before it is made.
    struct Container {
        var image: String
        var facts: ContainerImageFacts
        /// Its ports by their names, as this machine and as the containers beside it see them.
        var outside: [String: Int]
        var inside: [String: Int]
    }

    /// By the names of the services.
    private(set) var containers: [String: Container] = [:]
    /// Whether the containers have a network of their own, which the first one brings; else they share this machine's.
    private(set) var hasOwnNetwork = false
    /// The ports of all containers, by their numbers inside.
    private(set) var published: [Int: Int] = [:]

    /// Decides where each service runs, and has the images that this needs.
    static func of(_ services: [Service], _ site: ServiceSite) async throws(LaunchError) -> ServicePlacement {
        var images: [(service: Service, image: String)] = []
        for service in services {
            if let image = await image(of: service, site) { images.append((service, image)) }
        }
        var placement = ServicePlacement()
        placement.hasOwnNetwork = !images.isEmpty && images.count == services.count
        for (service, image) in images {
            let facts: ContainerImageFacts
            do throws(LaunchError) { facts = try await site.containers.image(image) } catch {
                throw LaunchError("service \"\(service.name)\" needs a container: \(error.message)")
            }
            var container = Container(image: image, facts: facts, outside: [:], inside: [:])
            try placement.assign(service, &container)
            placement.containers[service.name] = container
        }
        return placement
    }

    /// The image of a service that is to run in a container; nil where it is a program of this machine.
    private static func image(of service: Service, _ site: ServiceSite) async -> String? {
        switch (service.provider, service.place) {
        case (.arguments, _), (.script, _), (.preset(.mock), _), (.preset, .process): return nil
        case (.image(let image, _), _): return image
        case (.preset(let preset), .container): return image(of: preset, service)
        case (.preset(let preset), .auto):
            let image = image(of: preset, service)
            // What is here already starts soonest, unless it is the wrong one where only the right one will do.
            if await RecipeBook.isHere(preset, service.version, site) { return nil }
            return await site.containers.has(image) ? image : nil
        }
    }

    private static func image(of preset: ServicePreset, _ service: Service) -> String {
        service.image ?? preset.rawValue + (service.version.map { ":\($0.wanted)" } ?? "")
    }

    /// Gives a container its ports.
    private mutating func assign(_ service: Service, _ container: inout Container) throws(LaunchError) {
        for port in service.ports {
            let wanted = hasOwnNetwork ? port.number : port.number ?? port.inside
            if let wanted, !LoopbackPort.isFree(wanted) {
                let remedy =
                    hasOwnNetwork
                    ? "write `free` for the port" : "write `free` for the port, where its program lets you"
                throw LaunchError(
                    "service \"\(service.name)\" cannot have port \(wanted): another program listens on it; end that, or"
                        + " \(remedy)"
                )
            }
            guard let outside = wanted ?? LoopbackPort.free() else {
                throw LaunchError("service \"\(service.name)\" finds no free port")
            }
            let inside = hasOwnNetwork ? port.inside ?? outside : outside
            if published[inside] != nil {
                throw LaunchError(
                    "service \"\(service.name)\" has port \(inside), as another one of the environment does: its containers"
                        + " share a network"
                )
            }
            published[inside] = outside
            container.outside[port.name] = outside
            container.inside[port.name] = inside
        }
    }
}

/// A container's place among the others of its environment.
struct ContainerSeat {
    var container: ServicePlacement.Container
    var network: String
    /// The ports that it brings to this machine, for itself and for those that share its network.
    var published: [Int: Int]
    /// How it reaches the services before it.
    var neighbour: EnvironmentAccess
}

extension ServicePlacement {
    /// `owner` is the first container of the environment, once it is there; nil for a service that is none.
    func seat(of service: Service, beside owner: String?, _ neighbour: EnvironmentAccess) -> ContainerSeat? {
        guard let container = containers[service.name] else { return nil }
        let isFirst = hasOwnNetwork && owner == nil
        return ContainerSeat(
            container: container,
            network: isFirst ? "bridge" : network(of: owner),
            published: isFirst ? published : [:],
            neighbour: neighbour
        )
    }

    /// The network of whoever sits beside the services.
    func network(of owner: String?) -> String {
        guard hasOwnNetwork, let owner else { return "host" }
        return "container:\(owner)"
    }
}
