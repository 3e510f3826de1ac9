import Core

/// Makes a project of checked files; what is wrong with them as a whole goes to the log.
struct ProjectBuilder {
    let log: DiagnosticLog
    let ledger: OpenLedger
    /// Reads a file by its path relative to the project's root.
    let readFile: (String) -> Result<[UInt8], ConfigurationLoader.ReadFailure>
    /// Ids of the formats that can be read; empty where nobody asks.
    let formats: [String]
    /// The entries at the top of all files, those of shared maps put together.
    let top: [String: [Reader.Entry]]
    /// What names something that is defined elsewhere in the configuration.
    var references: [Reference] = []
    /// The folders of each component, as tools can be given them.
    var componentFolders: [String: [String]] = [:]
    /// The day on which the configuration is read, where that matters.
    var today: CalendarDay?

    struct Reference {
        enum Target: String {
            case step, stage, component, environment, service, secret
            /// A component named by a gate, which may stand in a file of its own.
            case gatedComponent
            case criticalPath
        }

        var target: Target
        var name: String
        var node: YAMLNode
    }

    init(
        files: [Reader],
        log: DiagnosticLog,
        ledger: OpenLedger,
        formats: [String],
        readFile: @escaping (String) -> Result<[UInt8], ConfigurationLoader.ReadFailure>
    ) {
        self.log = log
        self.ledger = ledger
        self.readFile = readFile
        self.formats = formats
        var top: [String: [Reader.Entry]] = [:]
        for entry in files.flatMap(\.entries) {
            if let first = top[entry.name]?.first, !FileFormat.mergedKeys.contains(entry.name),
                entry.name != FileFormat.include
            {
                log.error(
                    "'\(entry.name)' is written twice; first at \(log.location(first.key.place))",
                    at: entry.key.place,
                    length: entry.key.length
                )
                continue
            }
            top[entry.name, default: []].append(entry)
        }
        self.top = top
    }

    /// The project; with `partial`, names that nothing defines are no errors.
    mutating func build(partial: Bool) -> Project {
        var project = Project()
        useProfiles()
        project.components = named("components").map { entry in
            let (paths, owner) = fileSet(entry.value)
            return Component(name: entry.name, paths: paths, owner: owner, location: log.location(entry.key.place))
        }
        componentFolders = Dictionary(project.components.map { ($0.name, $0.folders) }) { first, _ in first }
        project.criticalPaths = named("critical_paths").map { entry in
            let (paths, owner) = fileSet(entry.value)
            return CriticalPath(name: entry.name, paths: paths, owner: owner, location: log.location(entry.key.place))
        }
        project.paths = pathRules()
        project.secrets = secrets()
        project.services = services()
        for entry in named("environments") { project.environments.append(environment(entry)) }
        project.externalDependencies = externalDependencies()
        project.browserReleases = browserReleases()
        project.pools = pools()
        project.testData = testData()
        project.gates = gates()
        addPrivacy(to: &project.gates, project.testData)
        addWaivers(to: &project.gates, partial: partial)
        project.attestationKeys = attestationKeys()
        project.attestations = single("attestations")?.texts ?? []
        project.insight = insight()
        project.quarantine = quarantine()
        project.reporting = reporting()
        project.storage = storageSettings()
        project.selection = selectionSettings()
        project.pipeline = pipeline()
        project.deployments = deployments(project, partial: partial)
        project.response = response(project, partial: partial)
        let served = Set(project.environments.filter { !$0.services.isEmpty }.map(\.name))
        for (name, step) in project.pipeline.steps where step.environment.map(served.contains) ?? false {
            project.pipeline.steps[name]?.hasServices = true
        }
        if !partial { checkReferences(in: project) }
        return project
    }

    /// Profiles are laid over the rest before it is built, or wait for a run that names them.
    private func useProfiles() {
        for entry in top[FileFormat.profiles] ?? [] {
            for node in entry.value.node.everyNode { ledger.use(node) }
        }
    }

    private func pathRules() -> PathRules {
        let reader = single("paths")
        return PathRules(
            strip: reader?["strip"]?.texts ?? [],
            roots: reader?["roots"]?.texts ?? [],
            ignore: reader?["ignore"]?.texts ?? []
        )
    }

    /// The value of a key at the top of the one file that has it.
    func single(_ key: String) -> Reader? { top[key]?.first?.value }

    /// The entries of a map that several files may share; a name that stands twice is an error.
    func named(_ key: String) -> [Reader.Entry] {
        var seen: [String: Place] = [:]
        return (top[key] ?? []).flatMap(\.value.entries).filter { entry in
            if let first = seen[entry.name] {
                error("'\(entry.name)' is written twice; first at \(log.location(first))", entry.key)
                return false
            }
            seen[entry.name] = entry.key.place
            return true
        }
    }

    func error(_ message: String, _ node: YAMLNode, suggestion: String? = nil) {
        log.error(message, at: node.place, length: node.length, suggestion: suggestion)
    }

    /// The globs and the owner of a component or critical path, in its short or long form.
    private func fileSet(_ value: Reader) -> (paths: [String], owner: String?) {
        let paths = value.isMapping ? value["paths"] : value
        let globs = paths?.texts ?? []
        if globs.isEmpty, paths?.items?.isEmpty ?? false { error("no paths", value.node) }
        return (globs, value["owner"]?.text)
    }
}

extension FileFormat {
    static let include = "include"
}
