import Core
import Criteria
import Scanning

/// The mutants of a report by what became of them, in the words of mutation-testing-elements.
struct MutationTally {
    enum Status: String, CaseIterable {
        case killed, timeout, survived
        case noCoverage = "no_coverage"
        case compileError = "compile_error"
        case runtimeError = "runtime_error"
        case ignored, pending

        var isDetected: Bool { self == .killed || self == .timeout }
        /// Whether the tests had a chance to find the mutant: the others say nothing of them.
        var isValid: Bool { isDetected || self == .survived || self == .noCoverage }
    }

    private(set) var counts: [Status: Int] = [:]
    private var undetected: [Offender] = []
    /// Whether the tool says that its run never ended.
    var isUnfinished = false

    /// As many mutants that no test found are named.
    static let offenderLimit = 10

    var total: Int { counts.values.reduce(0, +) }

    mutating func add(_ status: Status, file: String?, line: Int?, what: String) {
        counts[status, default: 0] += 1
        guard status.isValid, !status.isDetected, undetected.count < Self.offenderLimit else { return }
        let name = Text.clean(what, limit: 256)
        let file = file.map(CoverageNumbers.path)
        undetected.append(Offender(name: name, file: file, line: line, detail: status.rawValue))
    }

    /// Fills in the score and the counts; without a valid mutant there is no score, and that is an error.
    func report(into report: inout Report) {
        let valid = counts.filter(\.key.isValid).values.reduce(0, +)
        let detected = counts.filter(\.key.isDetected).values.reduce(0, +)
        let present = Status.allCases.compactMap { status in counts[status].map { (status, $0) } }
        guard valid > 0 else {
            let found = present.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
            let all = total == 0 ? "no mutant" : "no valid mutant (\(found))"
            report.fail("\(all): nothing was measured")
            return
        }
        var notes: [String] = []
        if valid - detected > undetected.count {
            notes.append("\(valid - detected) mutants were not detected; the first \(undetected.count) are named")
        }
        if let pending = counts[.pending] {
            report.incomplete("\(pending) of \(total) mutants are pending: the run was not finished")
        } else if isUnfinished {
            report.incomplete("the run was not finished: some mutants may be missing")
        }
        report.measurements = [
            Measurement(
                metric: "mutation.score",
                value: Double(detected) / Double(valid),
                dimension: .ratio,
                samples: valid,
                provenance: [report.provenance],
                offenders: undetected,
                notes: notes,
                doubt: counts[.pending].map { "\($0) of \(total) mutants were never tried" }
                    ?? (isUnfinished ? "the run of mutation tests was not finished" : nil)
            )
        ]
        for (status, count) in present {
            let measurement = Measurement(
                metric: "mutation.mutants",
                value: Double(count),
                dimension: .count,
                labels: ["status": status.rawValue],
                samples: total,
                provenance: [report.provenance]
            )
            report.measurements.append(measurement)
        }
    }
}
