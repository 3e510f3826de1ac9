import Containers
import Core
import Engine

/// A service in a container.
extension RecipeBook {
    /// `network` is that of the container; `published` are the ports that it brings to this machine.
    func container(
        _ container: ServicePlacement.Container,
        network: String,
        published: [Int: Int],
        neighbour: EnvironmentAccess
    ) async throws(LaunchError) -> ServiceRecipe {
        let folder = try site.folders.make(for: nil)
        let known = preset(container)
        let outside = reached(folder, container.outside)
        let inside = RecipeBook(service: service, site: site, access: neighbour, ports: container.inside, log: log)
            .recipe(known.arguments, folder, reached(folder, container.inside), known.health)
        let check = service.health ?? known.health
        var recipe = self.recipe([], folder, outside, check)
        recipe.version = known.version
        recipe.insideDetails = inside.details
        recipe.image = container.image
        recipe.digest = container.facts.digest
        var spec = try await site.containers.spec(container.facts, folder: folder)
        spec.isAnnounced = true
        spec.network = network
        spec.ports = published
        spec.directory = service.directory
        for name in service.variables.keys { spec.withheld.removeAll { $0 == name } }
        spec.variables = known.variables.filter { service.variables[$0.key] == nil }
        recipe.container = spec.name
        let program = try ContainerHost.command(spec, folder: folder)
        recipe.command.environment = inside.command.environment
        recipe.command.directory = folder
        recipe.command.arguments = program + ["--"] + inside.command.arguments
        recipe.probe = ContainerProbe(
            prefix: [OwnProgram.path, ContainerProgram.name, "exec", spec.socket, spec.name, "--"],
            substitution: inside.substitution,
            announcement: spec.announcement
        )
        return recipe
    }

    /// How it is reached by who sees it at these ports.
    private func reached(_ folder: String, _ ports: [String: Int]) -> [String: String] {
        let book = RecipeBook(service: service, site: site, access: access, ports: ports, log: log)
        var details = book.details(folder)
        guard let port = details["port"] else { return details }
        switch service.provider {
        case .preset(.postgres):
            details["user"] = "postgres"
            details["database"] = "postgres"
            details["url"] = "postgresql://postgres@\(LoopbackPort.host):\(port)/postgres"
        case .preset(.redis): details["url"] = "redis://\(LoopbackPort.host):\(port)/0"
        default:
            if case .http = service.health?.probe { details["url"] = "http://\(LoopbackPort.host):\(port)" }
        }
        return details
    }

    private struct Known {
        var arguments: [String]
        var variables: [String: String] = [:]
        var health: HealthCheck?
        var version: String?
    }

    /// What a preset says of its official image, and what holds of every other one.
    private func preset(_ container: ServicePlacement.Container) -> Known {
        let port = service.ports.first.flatMap { container.inside[$0.name] } ?? 0
        switch service.provider {
        case .preset(.postgres):
            let ready = HealthCheck(
                .arguments(["pg_isready", "-q", "-h", LoopbackPort.host, "-p", "\(port)", "-U", "postgres"]),
                startPeriod: .seconds(60)
            )
            return Known(
                arguments: ["postgres", "-p", "\(port)"] + Self.fastSettings,
                variables: ["POSTGRES_HOST_AUTH_METHOD": "trust"],
                health: ready,
                version: Self.number(container.facts.variables["PG_VERSION"])
            )
        case .preset(.redis):
            return Known(
                arguments: ["redis-server", "--port", "\(port)", "--save", "", "--appendonly", "no"],
                health: HealthCheck(.tcp(service.ports.first?.name ?? ServicePort.only), interval: .milliseconds(20)),
                version: Self.number(container.facts.variables["REDIS_VERSION"])
            )
        case .image(_, let arguments):
            return Known(arguments: arguments, health: service.ports.first.map { HealthCheck(.tcp($0.name)) })
        default: return Known(arguments: [])
        }
    }

    private static let fastSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap {
        ["-c", $0]
    }

    /// `16.4` of `16.4-1.pgdg120+2`.
    private static func number(_ text: String?) -> String? {
        guard let number = text?.prefix(while: { $0.isASCII && ($0.isNumber || $0 == ".") }), !number.isEmpty else {
            return nil
        }
        return String(number)
    }
}

/// How a service in a container is asked for its health by a command.
struct ContainerProbe {
    /// What makes a command run in the container.
    var prefix: [String]
    /// What placeholders stand for there.
    var substitution: Substitution
    /// Absolute path of the file that tells the first process of the container, once it has started.
    var announcement: String

    var hasStarted: Bool { !LogFile.read(announcement, first: 1).isEmpty }

    /// What stands against the container's taking connections at a port; nil where somebody listens there.
    ///
    /// What passes connections on to a container takes them before anybody in there does, so that they prove nothing.
    func objection(to port: Int) -> String? {
        guard let process = Int32(String(decoding: LogFile.read(announcement, first: 32), as: UTF8.self)) else {
            return "its container has not started yet"
        }
        let tables = ["tcp", "tcp6"].map { LogFile.read("/proc/\(process)/net/\($0)", first: 1 << 20) }
        // Where the system does not show it, connections have to do.
        if tables.allSatisfy(\.isEmpty) { return nil }
        let isHeld = tables.contains { Self.listens(on: port, in: String(decoding: $0, as: UTF8.self)) }
        return isHeld ? nil : "nobody listens on port \(port) in its container"
    }

    /// Whether a table of the kernel's has a listener.
    static func listens(on port: Int, in table: String) -> Bool {
        table.split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[3] == "0A", let digits = fields[1].split(separator: ":").last else {
                return false
            }
            return Int(digits, radix: 16) == port
        }
    }
}
