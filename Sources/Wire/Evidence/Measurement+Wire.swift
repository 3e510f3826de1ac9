package import Core
import Criteria
package import Scanning

extension Measurement: Wired {
    package static var blank: Measurement {
        Measurement(metric: "", value: 0, dimension: .count, samples: 0, provenance: [])
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "metric", &metric)
        try fields(required: "value", &value)
        try fields(required: "dimension", &dimension)
        try fields("labels", &labels)
        try fields("samples", &samples)
        try fields("provenance", &provenance)
        try fields("offenders", &offenders)
        try fields("unlisted_offenders", &unlistedOffenders, usual: 0)
        try fields("notes", &notes)
        try fields("doubt", &doubt)
        try fields("baselines", &baselines)
    }
}

extension Provenance: Wired {
    package static var blank: Provenance { Provenance(file: "", format: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("file", &file)
        try fields("format", &format)
        try fields("tool", &tool)
        try fields("step", &step)
        try fields("modified", &modified)
        try fields("carried", &carried)
    }
}

extension Offender: Wired {
    package static var blank: Offender { Offender(name: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("name", &name)
        try fields("file", &file)
        try fields("line", &line)
        try fields("detail", &detail)
        try fields("owner", &owner)
    }
}
