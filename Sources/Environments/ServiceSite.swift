package import Core
package import Engine

/// What all services of a run share.
package struct ServiceSite: Sendable {
    let runner: any ProcessRunner
    let clock: any RunClock
    /// The project, and the run's folder, which gets the services' output.
    let folder: RunFolder
    /// Absolute path of what is kept between runs.
    let cache: String
    let secrets: SecretStore
    /// What every process inherits.
    let inherited: [String: String]
    let record: @Sendable (RunEvent) -> Void
    let folders: ServiceFolders
    let logs = LogNames()
    let containers: ContainerHost

    /// `run` is the run's id, `cache` the absolute path of a folder that may be kept between runs and need not exist.
    package init(
        runner: any ProcessRunner,
        clock: any RunClock,
        run: String,
        folder: RunFolder,
        cache: String,
        secrets: SecretStore,
        record: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.runner = runner
        self.clock = clock
        self.folder = folder
        self.cache = cache
        self.secrets = secrets
        var inherited = secrets.inherited
        inherited["ASSAY"] = "1"
        inherited["ASSAY_RUN_FOLDER"] = folder.path
        inherited["ASSAY_RUN_ID"] = run
        self.inherited = inherited
        self.record = record
        folders = ServiceFolders(run: run)
        containers = ContainerHost(run: run, inherited: secrets.inherited, folders: folders)
    }
}
