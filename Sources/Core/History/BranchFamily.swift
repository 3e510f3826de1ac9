/// The branches whose runs are comparable with a run: its own, and the protected branch that it started from.
package struct BranchFamily: Sendable, Hashable {
    /// The branch of the run that is judged; nil where none is known.
    package var branch: String?
    /// The protected branch without its remote; nil on that branch itself and outside of git.
    package var protected: String?
    /// The commit that the run's branch started from; nil where it is not known.
    package var base: String?

    /// `protected` may be named as git names it, `origin/main`.
    package init(branch: String? = nil, protected: String? = nil, base: String? = nil) {
        self.branch = branch
        self.protected = protected.map { $0.hasPrefix("origin/") ? String($0.dropFirst("origin/".count)) : $0 }
        self.base = base
    }

    /// Whether the run is of the family: by its branch, or because it is of the very commit that the branch started from.
    func includes(_ run: BaselineRun) -> Bool {
        if let base, run.commit == base { return true }
        return run.branch == branch || (protected != nil && run.branch == protected)
    }
}
