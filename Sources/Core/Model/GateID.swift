/// One of the six gates of the guide, named as its key is written.
package enum GateID: String, Sendable, Hashable, CaseIterable {
    case codeQuality = "code_quality_gate"
    case coverage = "coverage_gate"
    case integration = "integration_gate"
    case e2e = "e2e_gate"
    case performance = "performance_gate"
    case security = "security_gate"
}
