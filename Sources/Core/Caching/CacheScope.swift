/// Whose results a run may take for its own, and who may take the run's.
///
/// A step may read what it does not declare: a change that alters such a file makes results that look like those of the
/// protected branch and are not. So nobody takes results of a change but the change itself, on its own machine.
package enum CacheScope: Sendable, Hashable {
    /// Made by runs of the protected branch: anybody may read them.
    case shared
    /// Made by other runs of a branch in this checkout.
    case own(branch: String)

    /// What a run may do.
    package struct Rights: Sendable, Hashable {
        /// In the order in which they are asked.
        package var reads: [CacheScope]
        /// nil where nothing is kept.
        package var writes: CacheScope?
        /// Why not, or where to; for people.
        package var reason: String

        package init(reads: [CacheScope], writes: CacheScope?, reason: String) {
            self.reads = reads
            self.writes = writes
            self.reason = reason
        }
    }

    /// `onProtected`: whether the checked-out commit is one of the protected branch, and its files are as committed.
    package static func rights(_ context: RunContext, onProtected: Bool) -> Rights {
        let own = CacheScope.own(branch: context.branch ?? context.tag ?? "")
        if context.pullRequest != nil || context.target != nil {
            return Rights(reads: [.shared], writes: nil, reason: "a run of a proposed change keeps nothing")
        }
        guard onProtected else {
            return Rights(reads: [own, .shared], writes: own, reason: "kept for this branch only")
        }
        return Rights(
            reads: context.ci ? [.shared] : [.shared, own],
            writes: .shared,
            reason: "kept for everybody: a run of the protected branch"
        )
    }
}
