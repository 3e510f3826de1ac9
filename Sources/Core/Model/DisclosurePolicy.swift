/// What newly disclosed vulnerabilities do: the key `newly_disclosed` of the gate.
package enum DisclosurePolicy: String, Sendable, Hashable, CaseIterable {
    case fail
    case warn
}
