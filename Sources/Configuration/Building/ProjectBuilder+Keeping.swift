import Core

extension ProjectBuilder {
    /// What is kept of a step.
    func readKept(_ reader: Reader, into step: inout Step) {
        step.cache = reader["cache"]?.boolean ?? false
        step.outputs = reader["outputs"]?.texts ?? []
        step.tools = reader["tools"]?.texts ?? []
        step.passedVariables = reader["pass_env"]?.texts ?? []
        step.artifacts = reader["artifacts"]?.texts ?? []
        checkGlob(reader["outputs"])
        checkGlob(reader["artifacts"])
        guard step.cache else {
            if let node = reader["pass_env"]?.node {
                error("'pass_env' is for a step with `cache: true`: any other inherits every variable", node)
            }
            return
        }
        guard let node = reader["cache"]?.node, let objection = CacheRules.objection(to: step) else { return }
        error("the result of this step cannot be kept: \(objection)", node)
    }

    func storageSettings() -> StorageSettings {
        let reader = single("storage")
        if let place = reader?["cache"], let text = place.text, text.contains("://") {
            error("results are kept in a folder, and '\(text)' is an address", place.node)
        }
        let caching = single("resource_optimization")?["strategies"]?["caching"]
        var settings = StorageSettings(
            cache: reader?["cache"]?.text,
            cacheLimit: reader?["cache_limit"]?.amount ?? StorageSettings.defaultCacheLimit,
            artifactLimit: reader?["artifacts_limit"]?.amount ?? StorageSettings.defaultArtifactLimit
        )
        settings.artifactCleanup = artifactCleanup()
        // Layers stay with the engine that has fetched them, whoever asks for that.
        _ = caching?["docker_images"]?.text
        settings.mountsDependencies = caching?["dependencies"]?.text != nil
        settings.sharesTestData = caching?["test_data"]?.text != nil
        return settings
    }

    /// What `cleanup` says of artifacts; of the rest a note says what holds anyway.
    private func artifactCleanup() -> CleanupTime? {
        let reader = single("resource_optimization")?["strategies"]?["cleanup"]
        var found: CleanupTime?
        for entry in reader?.entries ?? [] {
            let time = entry.value.text.flatMap(CleanupTime.init(rawValue:))
            switch (entry.name, time) {
            case ("artifacts", _): found = time
            // A container goes when it ends, and the data of a service with it.
            case ("volumes", .immediate), ("volumes", .afterSuite), ("volumes", .afterRun),
                ("containers", .immediate), ("containers", .afterSuite), ("containers", .afterRun):
                break
            default:
                log.report(
                    .note,
                    "'\(entry.name)': \(RecognisedFeature.cleanup.message)",
                    at: entry.key.place,
                    length: entry.key.length
                )
            }
        }
        return found
    }
}
