import Configuration
import Core
import Engine
import Environments
import Execution

/// Joins the environments that outlive runs with the program that keeps them: this very one, as `assay __keeper`.
enum Keepers {
    static func of(_ folder: ProjectFolder) -> StandingEnvironments {
        let name = folder.file.split(separator: "/").last.map(String.init) ?? folder.file
        let file = (folder.root == "/" ? "" : folder.root) + "/" + name
        var options = ["--config=\(file)"]
        if let profile = folder.overlay.profile { options.append("--profile=\(profile)") }
        options += folder.overlay.settings.map { "--set=\($0)" }
        let root = folder.root
        let arguments = ["assay", "__keeper"] + options
        return StandingEnvironments(
            root: root,
            catalogue: folder.project.services,
            clock: SystemClock(),
            start: { (name: String, log: String) throws(LaunchError) -> Int32 in
                let command = GuardianCommand(
                    executable: GuardianCommand.ownProgram.executable,
                    arguments: arguments + ["--", name]
                )
                let environment = ProcessEnvironment.all()
                return try DetachedProcess.start(command, environment: environment, directory: root, log: log)
            },
            isRunning: DetachedProcess.isRunning
        )
    }
}
