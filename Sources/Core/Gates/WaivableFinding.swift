import Criteria

/// The criteria that one finding holds back, by what a verdict lists.
package enum WaivableFinding {
    /// Gate and key path of each failed criterion that counts the finding, each once.
    ///
    /// `name`: the rule or package that the report names.
    package static func criteria(counting name: String, in verdict: RunVerdict) -> [String] {
        verdict.gates.flatMap { gate in
            gate.criteria.filter { criterion in
                criterion.verdict.blocks
                    && criterion.cells.contains { cell in
                        cell.judgement.measurements.contains { measurement in
                            measurement.dimension == .count && measurement.offenders.contains { $0.name == name }
                        }
                    }
            }.map { "\(gate.gate.rawValue).\($0.criterion.path)" }
        }
    }
}
