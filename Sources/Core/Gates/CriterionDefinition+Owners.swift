extension CriterionDefinition.Found {
    /// With the owners of the files that measurements point at.
    func owned(by evidence: Evidence) -> Self {
        switch self {
        case .measured(let measurements): .measured(measurements.map { $0.owned(by: evidence) })
        case .inconclusive(let reason, let measurements):
            .inconclusive(reason: reason, measurements.map { $0.owned(by: evidence) })
        default: self
        }
    }
}

extension Measurement {
    fileprivate func owned(by evidence: Evidence) -> Measurement {
        var owned = self
        for index in offenders.indices.prefix(Measurement.offenderLimit) where offenders[index].owner == nil {
            owned.offenders[index].owner = offenders[index].file.flatMap { evidence.owner(ofFile: $0) }
        }
        return owned
    }
}
