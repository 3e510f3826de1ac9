import Core
import Engine

extension RecipeBook {
    /// A server that keeps nothing.
    func redis() async throws(LaunchError) -> ServiceRecipe {
        guard let programs = Programs.choose("redis-server", in: [], for: nil, site.inherited["PATH"]) else {
            throw LaunchError(
                "service \"\(service.name)\" needs redis-server, which is not in PATH: install it (Debian's package is"
                    + " redis-server)"
            )
        }
        let account = Account.unprivileged("redis")
        let folder = try site.folders.make(for: account)
        let server = "\(programs)/redis-server"
        let version = await firstLine(of: [server, "--version"], folder).flatMap {
            Programs.version(in: $0, behind: "v=")
        }
        var details = self.details(folder)
        let port = details["port"] ?? ""
        let socket = folder + "/redis.sock"
        details["url"] = "redis://\(LoopbackPort.host):\(port)/0"
        details["socket"] = socket
        details["version"] = version
        let arguments = [
            server, "--port", port, "--bind", LoopbackPort.host, "--unixsocket", socket, "--dir", folder, "--save", "",
            "--appendonly", "no", "--daemonize", "no",
        ]
        let ready = HealthCheck(
            .tcp(service.ports.first?.name ?? ServicePort.only),
            interval: .milliseconds(10),
            retries: 100,
            startPeriod: .seconds(10)
        )
        var recipe = self.recipe((account?.prefix ?? []) + arguments, folder, details, service.health ?? ready)
        recipe.command.directory = folder
        recipe.version = version
        return recipe
    }
}
