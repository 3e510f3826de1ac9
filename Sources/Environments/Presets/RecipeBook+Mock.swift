import Core
import Engine

extension RecipeBook {
    /// A server of this very program, which stands in for a service of others.
    func mock() async throws(LaunchError) -> ServiceRecipe {
        guard let source = service.mock else {
            throw LaunchError("service \"\(service.name)\": the preset mock needs 'stubs'")
        }
        let folder = try site.folders.make(for: nil)
        var details = self.details(folder)
        guard let port = details["port"], let admin = LoopbackPort.free() else {
            throw LaunchError("service \"\(service.name)\" finds no free port")
        }
        details["url"] = "http://\(LoopbackPort.host):\(port)"
        details["admin"] = "http://\(LoopbackPort.host):\(admin)/__assay"
        // A report that the project asks for is a file of the project; every other one stays with the run.
        let report = source.report.map { "\(site.folder.root)/\($0)" } ?? "\(site.folder.path)/\(log).report.json"
        var arguments = [OwnProgram.path, "mock", "--port", port, "--admin-port", "\(admin)", "--report", report]
        if let contract = source.contract { arguments += ["--openapi", contract] }
        if let dependency = source.dependency { arguments += ["--dependency", dependency] }
        let ready = HealthCheck(.http("/__assay/health"), interval: .milliseconds(20), retries: 100)
        var recipe = self.recipe(arguments + ["--"] + source.stubs, folder, details, service.health ?? ready)
        recipe.report = report
        return recipe
    }
}
