/// A line of `required_gates`, with what it asks of the verdicts.
package struct DeploymentRequirement: Sendable, Hashable {
    /// What is looked at.
    package enum Ask: Sendable, Hashable {
        /// Every test of a kind ran and passed, in every step of that kind.
        case tests(Kind)
        case gate(GateID)
        /// The criteria of a gate that begin with a path.
        case criteria(GateID, path: String)
        /// All gates, and the whole run.
        case everyGate
        case step(String)
        case approval
    }

    package var name: String
    package var asks: [Ask]
    package var location: SourceLocation?

    package init(name: String, asks: [Ask], location: SourceLocation? = nil) {
        self.name = name
        self.asks = asks
        self.location = location
    }

    /// What the names of `required_gates` ask where the configuration does not say otherwise.
    package static let known: [(name: String, asks: [Ask])] =
        [Kind.unit, .integration, .e2e].flatMap { kind in
            [("all_\(kind.rawValue)_tests_pass", [Ask.tests(kind)]), ("\(kind.rawValue)_tests_pass", [.tests(kind)])]
        } + [
            ("coverage_threshold_met", [.gate(.coverage)]),
            ("all_quality_gates_pass", [.everyGate]),
            ("no_critical_vulnerabilities", [.criteria(.security, path: "vulnerability_scan.critical")]),
            (
                "security_scan_clean",
                [.criteria(.security, path: "vulnerability_scan"), .criteria(.security, path: "code_security")]
            ),
            ("performance_baseline_met", [.criteria(.performance, path: "baseline_comparison")]),
            ("manual_approval", [.approval]),
        ]

    /// What a phrase of a definition asks, such as `coverage_gate`, `security_gate.vulnerability_scan`, `unit_tests` or
    /// `steps.smoke`; nil for anything else.
    package static func ask(_ text: String) -> Ask? {
        if let known = known.first(where: { $0.name == text && $0.asks.count == 1 }) { return known.asks[0] }
        if text.hasPrefix("steps."), text.count > 6 { return .step(String(text.dropFirst(6))) }
        if let kind = Kind.allCases.first(where: { text == "\($0.rawValue)_tests" }) { return .tests(kind) }
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard let gate = parts.first.flatMap(GateID.init(rawValue:)) else { return nil }
        guard parts.count == 2 else { return text.contains(".") ? nil : .gate(gate) }
        let path = parts[1]
        let exists = Catalogue.definitions.contains { definition in
            definition.gate == gate
                && (definition.path == path || definition.path.hasPrefix(path + ".")
                    || path.split(separator: ".").first == definition.path.split(separator: ".").first
                        && definition.wildcard != nil)
        }
        return exists ? .criteria(gate, path: path) : nil
    }
}

extension DeploymentRequirement.Ask {
    /// Whether what it looks at grows old by itself, as new vulnerabilities become known.
    package var agesByItself: Bool {
        switch self {
        case .gate(let gate): gate == .security
        case .criteria(let gate, _): gate == .security
        case .tests, .everyGate, .step, .approval: false
        }
    }

    /// As a person reads it.
    package var words: String {
        switch self {
        case .tests(let kind): "\(kind.rawValue) tests"
        case .gate(let gate): gate.rawValue
        case .criteria(let gate, let path): "\(gate.rawValue).\(path)"
        case .everyGate: "all gates and the whole run"
        case .step(let name): "step \(name)"
        case .approval: "an approval"
        }
    }
}
