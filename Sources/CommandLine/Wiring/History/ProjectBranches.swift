import Core
import Execution
import Judging

/// Which branches a project's runs are compared with, as git knows them.
extension ProjectSource {
    /// The branch of the run, and the protected one that it started from.
    func family(of branch: String?) -> BranchFamily {
        switch GitBase.search(directory: root, environment: environment, named: base) {
        case .found(let base): BranchFamily(branch: branch, protected: base.branch, base: base.commit)
        case .onBranch, .unknown: BranchFamily(branch: branch)
        }
    }

    /// The protected branch without its remote, on that branch itself too; nil where none is known.
    var protectedBranch: String? {
        switch GitBase.search(directory: root, environment: environment, named: base) {
        case .found(let base), .onBranch(let base): BranchFamily(protected: base.branch).protected
        case .unknown: nil
        }
    }
}
