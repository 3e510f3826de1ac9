package import Scanning

/// The form in which it is handed to the program that has it.
extension ContainerSpec {
    package var json: JSON {
        [
            "socket": JSON(socket), "name": JSON(name), "image": JSON(image), "directory": JSON(directory),
            "user": JSON(user), "entrypoint": JSON(replacesEntrypoint), "network": JSON(network),
            "mounts": JSON(mounts.map { ["path": JSON($0.path), "writable": JSON($0.isWritable)] }),
            "memory_folders": JSON(memoryFolders.map { JSON($0) }),
            "ports": JSON(ports.sorted { $0.key < $1.key }.map { [JSON($0.key), JSON($0.value)] }),
            "labels": Self.object(labels), "withheld": JSON(withheld.sorted().map { JSON($0) }), "group": JSON(group),
            "announced": JSON(isAnnounced),
            "variables": Self.object(variables), "memory": JSON(memoryBytes), "cores": JSON(cores),
            "processes": JSON(processes), "outcome": JSON(outcome),
        ]
    }

    /// nil where a text is missing that must be there.
    package init?(_ json: JSON) {
        guard let socket = json["socket"]?.string, let name = json["name"]?.string, let image = json["image"]?.string,
            let outcome = json["outcome"]?.string
        else { return nil }
        self.init(socket: socket, name: name, image: image, outcome: outcome)
        directory = json["directory"]?.string
        user = json["user"]?.string
        replacesEntrypoint = json["entrypoint"]?.bool ?? false
        network = json["network"]?.string ?? network
        mounts = (json["mounts"]?.array ?? []).compactMap { entry in
            entry["path"]?.string.map { Mount($0, isWritable: entry["writable"]?.bool ?? false) }
        }
        memoryFolders = (json["memory_folders"]?.array ?? []).compactMap(\.string)
        for pair in json["ports"]?.array ?? [] {
            if let inside = pair[0]?.int, let outside = pair[1]?.int { ports[inside] = outside }
        }
        labels = Self.texts(json["labels"])
        group = json["group"]?.string
        isAnnounced = json["announced"]?.bool ?? false
        withheld = (json["withheld"]?.array ?? []).compactMap(\.string)
        variables = Self.texts(json["variables"])
        memoryBytes = json["memory"]?.double
        cores = json["cores"]?.double
        processes = json["processes"]?.int
    }

    private static func object(_ texts: [String: String]) -> JSON {
        .object(texts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) })
    }

    private static func texts(_ json: JSON?) -> [String: String] {
        var texts: [String: String] = [:]
        for member in json?.object ?? [] { texts[member.key] = member.value.string }
        return texts
    }
}
