import Core

extension ProjectBuilder {
    /// The services of others, from either form; one that is listed twice would be counted twice.
    func externalDependencies() -> [ExternalDependency] {
        guard let entry = top["external_dependencies"]?.first else { return [] }
        var dependencies: [ExternalDependency] = []
        if entry.value.isMapping {
            dependencies = entry.value.entries.map { ExternalDependency(name: $0.name, hosts: $0.value.texts) }
        }
        for item in entry.value.items ?? [] {
            guard let name = item.text else { continue }
            if dependencies.contains(where: { $0.name == name }) { error("'\(name)' is listed twice", item.node) }
            dependencies.append(ExternalDependency(name: name))
        }
        if dependencies.isEmpty, !log.hasErrors { error("'external_dependencies' is empty", entry.key) }
        return dependencies
    }

    func browserReleases() -> BrowserReleases? {
        guard let reader = single("browser_releases"), let date = reader["date"], let text = date.text else {
            return nil
        }
        guard let day = CalendarDay(text) else {
            error("'date' must be a day such as 2026-11-01, found '\(text)'", date.node)
            return nil
        }
        var releases = BrowserReleases(date: day, versions: [:])
        for entry in reader.entries where FileFormat.browsers.contains(entry.name) {
            let versions = entry.value.texts
            for item in entry.value.items ?? [] {
                guard let version = item.text, version.utf8.first.map({ !(0x30...0x39).contains($0) }) ?? true else {
                    continue
                }
                error("'\(version)' is no version; write such as 131 or 18.2", item.node)
            }
            if versions.isEmpty, !log.hasErrors { error("'\(entry.name)' lists no version", entry.key) }
            releases.versions[entry.name] = versions
        }
        for entry in reader["stand_ins"]?.entries ?? [] { releases.standIns[entry.name] = entry.value.text }
        return releases
    }
}
