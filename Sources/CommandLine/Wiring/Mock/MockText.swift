import Mocking

/// What a mock says in the end, for people.
enum MockText {
    static func lines(_ engine: MockEngine) -> [String] {
        let counters = engine.counters
        let faults = counters.dependencies.values.reduce(0) { $0 + $1.faults.values.reduce(0, +) }
        var lines = ["assay: mock answered \(counters.requests) requests, injected \(faults) faults"]
        for miss in counters.misses.prefix(20) {
            let times = miss.count == 1 ? "" : " (\(miss.count) times)"
            lines.append("  no stub: \(miss.method) \(miss.path)\(times)")
            lines.append("    \(miss.problem)")
        }
        if counters.misses.count > 20 { lines.append("  and \(counters.misses.count - 20) more, in the report") }
        for verification in engine.verification() where !verification.isMet {
            lines.append(
                "  not as expected: \(verification.stub.name): \(verification.words) (\(verification.stub.location))"
            )
        }
        if counters.ambiguous > 0 {
            lines.append("  \(counters.ambiguous) requests matched two stubs equally; the first in the file answered")
        }
        return lines
    }

    static func recorded(_ recording: MockRecording, _ path: String) -> [String] {
        var lines = ["assay: recording in \(path)"]
        if !recording.redactions.isEmpty {
            let what = recording.redactions.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
            lines.append("  secrets taken out: \(what.joined(separator: ", "))")
        }
        if recording.dropped > 0 { lines.append("  \(recording.dropped) further exchanges were not kept") }
        return lines
    }
}
