/// What a change is compared with, as far as it can be told without asking git.
package enum ChangeBase: Sendable, Hashable {
    /// A commit, branch or tag that somebody or the CI system named.
    case named(String)
    /// The merge base with the protected branch, found as gates find it.
    case found
    case unproven(reason: String)

    /// What a CI system says of what it builds.
    package struct Facts: Sendable, Hashable {
        /// Whether a CI system runs this.
        package var ci = false
        /// The branch that the change goes to, where it is a proposed one.
        package var target: String?
        /// The commit that a pull request or a merge queue starts from, by the description of the event.
        package var eventBase: String?
        /// The commit that the branch stood at before the push.
        package var before: String?
        package var event: String?

        package init() {}
    }

    /// A base that a person named comes first; `exists` says whether what is checked out has grown from a commit.
    package init(named: String?, _ facts: Facts, exists: (String) -> Bool) {
        if let named {
            self = .named(named)
        } else if let base = facts.eventBase, exists(base) {
            self = .named(base)
        } else if facts.target != nil || !facts.ci {
            self = .found
        } else {
            self = Self.pushed(facts, exists)
        }
    }

    private static func pushed(_ facts: Facts, _ exists: (String) -> Bool) -> ChangeBase {
        guard let before = facts.before, !before.isEmpty else {
            return .unproven(reason: "the CI system does not say what was there before; name it with `--base`")
        }
        guard before.contains(where: { $0 != "0" }) else {
            return .unproven(reason: "the branch is new, or was pushed by force: nothing was there before")
        }
        guard exists(before) else {
            return .unproven(
                reason:
                    "commit \(before.prefix(10)), which was there before, is not here: a push by force, or a shallow clone"
            )
        }
        return .named(before)
    }
}
