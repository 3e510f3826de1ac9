/// A service of somebody else that the system calls, and that its tests must not call for real.
package struct ExternalDependency: Sendable, Hashable {
    package var name: String
    /// Host names under which it is called, without port; evidence may name it by any of them.
    package var hosts: [String]

    package init(name: String, hosts: [String] = []) {
        self.name = name
        self.hosts = hosts
    }

    /// Whether a label of some evidence means this one.
    package func isCalled(_ label: String) -> Bool {
        label == name || hosts.contains { $0.lowercased() == label.lowercased() }
    }
}
