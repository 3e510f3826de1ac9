package import Scanning

/// What became of a container, as the program that had it tells.
package struct ContainerOutcome: Sendable, Hashable {
    /// Why it could not be made or watched; nil where it could.
    package var problem: String?
    /// Whether the system killed it for want of memory.
    package var lackedMemory = false

    package init() {}

    package var json: JSON { ["problem": JSON(problem), "lacked_memory": JSON(lackedMemory)] }

    package init(_ json: JSON) {
        problem = json["problem"]?.string
        lackedMemory = json["lacked_memory"]?.bool ?? false
    }
}
