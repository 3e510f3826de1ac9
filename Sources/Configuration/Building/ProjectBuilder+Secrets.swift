import Core

extension ProjectBuilder {
    func secrets() -> [Secret] {
        named("secrets").compactMap { entry -> Secret? in
            if !Self.isVariableName(entry.name) {
                error("'\(entry.name)' cannot be the name of a secret: letters, digits and '_'", entry.key)
            }
            switch (entry.value["env"]?.text, entry.value["file"]?.text) {
            case (let variable?, nil): return Secret(name: entry.name, source: .variable(variable))
            case (nil, let file?): return Secret(name: entry.name, source: .file(file))
            default:
                error("secret '\(entry.name)' needs either 'env' or 'file'", entry.key)
                return nil
            }
        }
    }

    /// The secrets that a step names, in its list and in braces.
    mutating func secretNames(_ reader: Reader) -> [String] {
        let list = reader["secrets"]
        for item in list?.items ?? list.map({ [$0] }) ?? [] {
            guard let name = item.text else { continue }
            references.append(Reference(target: .secret, name: name, node: item.node))
        }
        let run = reader["run"]
        let places = (run?.items ?? run.map { [$0] } ?? []) + (reader["env"]?.entries.map(\.value) ?? [])
        let prefix = "secrets."
        for place in places {
            for name in place.text.map(Substitution.names) ?? [] where name.hasPrefix(prefix) {
                let secret = String(name.dropFirst(prefix.count))
                references.append(Reference(target: .secret, name: secret, node: place.node))
            }
        }
        return list?.texts ?? []
    }
}
