import Core
import Engine

/// What it takes to bring one service up here and now.
struct ServiceRecipe {
    /// Absolute path of its own folder.
    var folder: String
    /// What must have run before; nil where there is nothing to be made.
    var prepare: ProcessCommand?
    var command: ProcessCommand
    /// What asks it to end more kindly, or more quickly, than a signal; nil where TERM does.
    var stop: ProcessCommand?
    /// nil where it is ready as soon as it has been started.
    var health: HealthCheck?
    /// How it is reached: `host`, `port`, `url` and the like.
    var details: [String: String]
    var version: String?
    /// What placeholders stand for.
    var substitution: Substitution

    /// How containers beside it reach it, and commands in it; nil where it runs in none.
    var insideDetails: [String: String]?
    var probe: ContainerProbe?
    /// The name of its container, its image, and what tells that one from all others.
    var container: String?
    var image: String?
    var digest: String?
    /// Absolute path of what a mock says of its requests when it ends.
    var report: String?

    func text(_ text: String) -> String { substitution.text(text) }
}

/// Makes the recipe of a service.
struct RecipeBook {
    let service: Service
    let site: ServiceSite
    let access: EnvironmentAccess
    let ports: [String: Int]
    /// Relative to the run's folder.
    let log: String

    func recipe() async throws(LaunchError) -> ServiceRecipe {
        switch service.provider {
        case .preset(.postgres): return try await postgres()
        case .preset(.redis): return try await redis()
        case .preset(.mock): return try await mock()
        // Where it runs is decided before there is a recipe.
        case .image(let image, _): throw LaunchError("service \"\(service.name)\" has no container of \(image)")
        case .arguments(let arguments): return try await program(arguments)
        case .script(let script, let shell): return try await program(shell.arguments + [script])
        }
    }

    /// A program of the project.
    private func program(_ arguments: [String]) async throws(LaunchError) -> ServiceRecipe {
        guard site.folder.directory(service.directory) != nil else {
            throw LaunchError("service \"\(service.name)\": its directory is outside the project")
        }
        let folder = try site.folders.make(for: nil)
        var details = self.details(folder)
        let check = service.health ?? service.ports.first.map { HealthCheck(.tcp($0.name)) }
        if case .http = check?.probe, let port = details["port"] {
            details["url"] = "http://\(LoopbackPort.host):\(port)"
        }
        return recipe(arguments, folder, details, check)
    }

    /// How every service is reached, whatever it is.
    func details(_ folder: String) -> [String: String] {
        var details = ["folder": folder, "log": site.folder.path + "/" + log]
        guard let first = service.ports.first else { return details }
        details["host"] = LoopbackPort.host
        details["port"] = ports[first.name].map(String.init)
        for port in service.ports { details["ports.\(port.name)"] = ports[port.name].map(String.init) }
        return details
    }

    func recipe(
        _ arguments: [String],
        _ folder: String,
        _ details: [String: String],
        _ health: HealthCheck?
    ) -> ServiceRecipe {
        var details = details
        var values = access.values
        for (name, value) in details { values["services.\(service.name).\(name)"] = value }
        if let url = service.url {
            details["url"] = Substitution(values).text(url)
            values["services.\(service.name).url"] = details["url"]
        }
        let substitution = Substitution(values)
        var environment = site.inherited.merging(access.variables) { $1 }
        environment["ASSAY_SERVICE"] = service.name
        environment[Leftovers.variable] = folder
        environment.merge(service.variables.mapValues(substitution.text)) { $1 }
        let command = ProcessCommand(
            arguments: arguments.map(substitution.text),
            environment: environment,
            directory: site.folder.directory(service.directory) ?? site.folder.root,
            log: site.folder.path + "/" + log
        )
        return ServiceRecipe(
            folder: folder,
            command: command,
            health: health,
            details: details,
            substitution: substitution
        )
    }

    /// What a program prints first; nil where it cannot be asked.
    func firstLine(of arguments: [String], _ folder: String) async -> String? {
        let log = folder + "/version.log"
        let command = ProcessCommand(arguments: arguments, environment: site.inherited, directory: folder, log: log)
        guard let process = try? await site.runner.start(command), await process.wait().status == .exited(0) else {
            return nil
        }
        return String(decoding: LogFile.read(log, first: 4096).prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
