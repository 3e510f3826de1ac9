/// What a CI system tells of the run that it started, by the variables of `CISystem`.
package struct CIFacts: Sendable, Hashable {
    /// nil outside of CI, and where `CI` alone is set.
    package var system: String?
    package var surface: CISurface?
    /// Whether a CI system runs this.
    package var ci = false
    /// The branch that is built; a tag is none, and a pull request is built for the branch that it comes from.
    package var branch: String?
    package var tag: String?
    /// The branch that a pull request goes to.
    package var target: String?
    /// The number or address of the pull request.
    package var pullRequest: String?
    /// What started the run, in the system's own word.
    package var event: String?
    /// The commit that the branch stood at before.
    package var before: String?
    package var defaultBranch: String?

    /// Events that stand for a person who pressed a button.
    private static let manualEvents: Set<String> = ["workflow_dispatch", "web", "manual", "ui", "button"]

    package var isManual: Bool { event.map { Self.manualEvents.contains($0.lowercased()) } ?? !ci }

    /// Reads an environment: the system whose marker is set, else, where `CI` is set, the first that says anything.
    package init(_ environment: [String: String]) {
        let flag = environment["CI"] ?? ""
        guard !["false", "0"].contains(flag.lowercased()) else { return }
        let values = environment.filter { !$0.value.isEmpty }
        let marked = CISystem.all.first { system in
            guard let value = values[system.marker.variable] else { return false }
            return system.marker.value.map { $0 == value } ?? (value.lowercased() != "false")
        }
        // Whoever names a target, or what was there before, has a change judged, whether or not `CI` is set.
        let found =
            marked
            ?? CISystem.all.first { system in
                (flag.isEmpty ? system.target + system.before : system.variables).contains { values[$0] != nil }
            }
        ci = found != nil || !flag.isEmpty
        guard let found else { return }
        system = found.name
        surface = found.surface
        read(found, values)
    }

    private mutating func read(_ system: CISystem, _ values: [String: String]) {
        let first = { (names: [String]) in names.lazy.compactMap { values[$0] }.first { $0.lowercased() != "false" } }
        event = first(system.event)
        before = first(system.before)
        defaultBranch = first(system.defaultBranch).map(Self.name)
        pullRequest = first(system.pullRequest)
        let ref = first(system.refs) ?? ""
        tag = first(system.tag) ?? Self.part(of: ref, behind: "refs/tags/")
        // A kind of reference that is said apart from its name.
        if tag == nil, values["GITHUB_REF_TYPE"] == "tag" { tag = first(system.branch) }
        let source = first(system.source).map(Self.name)
        let target = first(system.target).map(Self.name)
        let isPull =
            pullRequest != nil || event.map { $0.lowercased().hasPrefix("pull") } ?? false
            || ((target ?? source) != nil && !system.targetIsAlwaysSet) || ref.hasPrefix("refs/pull/")
        if tag != nil { pullRequest = nil }
        guard tag == nil else { return }
        let named = first(system.branch).map(Self.name)
        guard isPull else {
            branch = Self.part(of: ref, behind: "refs/heads/") ?? (ref.isEmpty ? Self.plain(named) : nil) ?? source
            self.target = branch.flatMap(Self.queueTarget)
            return
        }
        self.target = target ?? (system.branchIsTarget ? named : nil)
        let own = system.branchIsTarget ? nil : Self.plain(named)
        branch = source ?? Self.part(of: ref, behind: "refs/heads/") ?? own
    }

    private static func part(of ref: String, behind prefix: String) -> String? {
        ref.hasPrefix(prefix) && ref.count > prefix.count ? String(ref.dropFirst(prefix.count)) : nil
    }

    /// A branch's own name.
    private static func name(_ text: String) -> String {
        for prefix in ["refs/heads/", "refs/remotes/origin/", "origin/"] {
            if let rest = part(of: text, behind: prefix) { return rest }
        }
        return text
    }

    /// nil for what systems write in place of a branch: `pull/5`, `5/merge`, `PR-5`, `HEAD`.
    private static func plain(_ name: String?) -> String? {
        guard let name, name != "HEAD", name != "detached", !name.hasPrefix("refs/") else { return nil }
        let parts = name.split(separator: "/")
        if parts.count >= 2, parts[0] == "pull", Int(parts[1]) != nil { return nil }
        if parts.count == 2, Int(parts[0]) != nil, ["merge", "head"].contains(parts[1]) { return nil }
        if name.hasPrefix("PR-"), Int(name.dropFirst(3)) != nil { return nil }
        return name
    }

    /// The branch that GitHub's merge queue builds for: it is in the name of the branch that it makes.
    private static func queueTarget(_ branch: String) -> String? {
        guard let rest = part(of: branch, behind: "gh-readonly-queue/"), let end = rest.range(of: "/pr-") else {
            return nil
        }
        return String(rest[..<end.lowerBound])
    }
}

extension String {
    /// The last place at which a text stands.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var end = endIndex
        while let start = index(end, offsetBy: -text.count, limitedBy: startIndex) {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            guard end > startIndex else { return nil }
            end = index(before: end)
        }
        return nil
    }
}
