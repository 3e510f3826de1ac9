package import Core
import Execution

/// Whether a summary is of the tree that it is to be judged in: what the change adds is asked of that tree.
package enum TreeCheck {
    /// What is wrong; nil where the trees are the same, or where nobody can tell, as the one or the other names no commit.
    ///
    /// Another commit with the same files, such as `git commit --amend` makes, is as good.
    package static func problem(with context: RunContext?, in source: ProjectSource) async -> String? {
        guard let commit = context?.commit else { return nil }
        return await DedicatedThread.value { () -> String? in
            let probe = GitProbe(directory: source.root, environment: source.environment)
            guard let head = probe.commit(named: "HEAD"), head != commit else { return nil }
            if let tree = probe.tree(of: commit), tree == probe.tree(of: head) { return nil }
            return "it is of commit \(commit.prefix(10)), and the tree here is that of \(head.prefix(10)): "
                + "check out what was measured, or measure what is checked out"
        }
    }
}
