package import Scanning

/// What an engine knows of an image.
package struct ContainerImageFacts: Sendable, Hashable {
    /// By which the engine knows it, whatever it is called.
    package var id: String
    /// The digest by which a registry knows it, else the one of its configuration: `sha256:…`.
    package var digest: String
    /// Variables that its containers have.
    package var variables: [String: String] = [:]

    package init(_ json: JSON) {
        id = json["Id"]?.string ?? ""
        let repository = (json["RepoDigests"]?.array ?? []).lazy.compactMap(\.string).first
        let known = repository?.split(separator: "@").last.map(String.init)
        digest = known ?? (id.hasPrefix("sha256:") ? id : "sha256:\(id)")
        for entry in json["Config"]?["Env"]?.array ?? [] {
            let halves = (entry.string ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2 { variables[String(halves[0])] = String(halves[1]) }
        }
    }
}
