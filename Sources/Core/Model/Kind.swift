/// What sort of work a step is: it decides the pool, the isolation and the gate that the step belongs to.
package enum Kind: String, Sendable, Hashable, CaseIterable {
    case unit
    case integration
    case e2e
    case performance
    case security
    case quality
}
