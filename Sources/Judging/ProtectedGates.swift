package import Configuration
package import Core
import Execution

/// What judges a change: the gates, the waivers and the trusted keys of the commit that it started from.
///
/// So no change lowers its own bar, waives what it breaks, or lists the key that vouches for it. Which keys are held so, and
/// which are only named, the format of the configuration says (`Bar`).
package enum ProtectedGates {
    /// A configuration as it is in the tree that is judged.
    package struct Own: Sendable {
        /// Absolute path of the project.
        package var root: String
        /// The file's name, within the root.
        package var name: String
        package var project: Project
        package var bar: BarFacts
        /// The profile whose gates hold besides.
        package var profile: String?

        package init(root: String, name: String, project: Project, bar: BarFacts, profile: String? = nil) {
            self.profile = profile
            self.root = root
            self.name = name
            self.project = project
            self.bar = bar
        }
    }

    /// The project with the gates that hold for it, and what every report must say about them.
    package static func apply(to own: Own, source: ProjectSource) -> HeldGates {
        switch GitBase.search(directory: own.root, environment: source.environment, named: source.base) {
        case .found(let base): compare(own, base, isAtBase: false)
        case .onBranch(let base): compare(own, base, isAtBase: true)
        case .unknown(let unknown): ungoverned(own, unknown)
        }
    }

    /// Nobody knows the base: the project's own gates are all there is.
    private static func ungoverned(_ own: Own, _ unknown: GitBase.Unknown) -> HeldGates {
        var held = HeldGates(own.project)
        if unknown.isDue {
            held.banners = [
                "whose gates hold is not known, so that this change would be judged by its own: " + unknown.reason
            ]
            held.objection = Problem(
                .inconclusive,
                "whose gates hold is not known",
                detail: "judged by the gates in the tree itself, which the change may have lowered",
                remedy: unknown.reason
            )
        } else if !own.project.gates.isEmpty || unknown.isHidden {
            held.banners = [
                "judged by the gates in the tree itself, as no protected branch is known: " + unknown.reason
            ]
        }
        return held
    }

    private static func compare(_ own: Own, _ base: GitBase, isAtBase: Bool) -> HeldGates {
        var held = HeldGates(own.project)
        let place = "\(base.branch) at \(base.commit.prefix(10))"
        guard base.file(own.name) != nil else {
            if !isAtBase || !own.project.gates.isEmpty {
                held.banners = ["the gates are new: \(place) has none, so this change is judged by its own"]
            }
            return held
        }
        let loader = ConfigurationLoader(root: own.root) { path in
            let relative = path.hasPrefix(own.root + "/") ? String(path.dropFirst(own.root.count + 1)) : path
            guard let bytes = base.file(relative) else { return .failure(.init("no such file in \(place)")) }
            return .success(bytes)
        }
        var loaded = loader.load(own.name)
        // A profile that only the change has asks for more than the gates of the base: nothing is lost.
        if let profile = own.profile, loaded.profiles.contains(profile) {
            loaded = loader.load(own.name, overlay: Overlay(profile: profile))
        }
        guard let protected = loaded.project else {
            held.banners = ["the gates of \(place) cannot be read, so this change is judged by its own"]
            return held
        }
        held.pipeline = protected.pipeline
        held.knownGates = Set(protected.gates.map(\.id))
        let changes = own.bar.changes(since: loaded.bar)
        if !changes.edited.isEmpty || !changes.added.isEmpty {
            for part in HeldPart.allCases { part.hold(protected, in: &held.project) }
        }
        if !changes.edited.isEmpty {
            held.banners.append(
                "this change edits its own gates (\(list(changes.edited))); it is judged by those of \(place)"
            )
        }
        if !changes.added.isEmpty {
            held.banners.append("this change adds gates (\(list(changes.added))), which hold beside those of \(place)")
        }
        if !changes.named.isEmpty {
            held.banners.append(
                "this change edits its own gates (\(list(changes.named))); of these keys its own values hold, "
                    + "so compare them with \(place)"
            )
        }
        return held
    }

    private static func list(_ keys: [String]) -> String {
        keys.prefix(6).joined(separator: ", ") + (keys.count > 6 ? ", … (\(keys.count) in all)" : "")
    }
}

extension HeldPart {
    /// Takes a part from the protected branch's configuration.
    ///
    /// A gate or criterion that only the change has counts too: it can but raise the bar.
    fileprivate func hold(_ protected: Project, in project: inout Project) {
        switch self {
        case .gates: project.gates = Gate.held(protected.gates, beside: project.gates)
        case .waivers:
            for index in project.gates.indices {
                let base = protected.gates.first { $0.id == project.gates[index].id }
                project.gates[index].waivers = base?.waivers ?? []
            }
        case .attestationKeys: project.attestationKeys = protected.attestationKeys
        case .ignoredPaths: project.paths.ignore = protected.paths.ignore
        case .quarantine: project.quarantine = protected.quarantine
        case .deployments:
            let known = Set(protected.deployments.map(\.name))
            project.deployments = protected.deployments + project.deployments.filter { !known.contains($0.name) }
        }
    }
}
