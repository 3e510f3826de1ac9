import Core
import Criteria
import Reports
import Scanning
import Testing

/// What the manifest of the corpus says of mutation tests, copied code and benchmarks of code.
enum QualityCorpus {
    static let formats: Set<String> = [
        "jmh", "cargo-bench", "benchmarkdotnet", "cpd", "stryker", "pit", "cargo-mutants",
    ]

    /// Output without a header does not say how many benchmarks there are: each line stands for itself.
    static func isCompleteInItself(_ row: Corpus.Row, _ bytes: [UInt8], _ cut: Int) -> Bool {
        row.format == "cargo-bench" && (bytes[cut - 1] == 0x0A || bytes[cut - 1] == UInt8(ascii: ")"))
    }

    /// Checks the figures; false where the format is another.
    static func check(_ report: Report, _ row: Corpus.Row) throws -> Bool {
        let figures = row.figures
        switch row.format {
        case "jmh":
            let first = try #require(figures[0])
            let load = try #require(report.performance.first)
            #expect(load.labels["benchmark"]?.hasPrefix(first["benchmark"]?.string ?? "?") == true)
            #expect(load.labels["mode"] == first["mode"]?.string)
            // The one file holds a throughput in operations a second.
            #expect(load.requestRate == first["score"]?.double)
            #expect(load.latency.isEmpty)
        case "cargo-bench":
            // The manifest counts lines in ns/iter; those in other units are a warning.
            #expect(report.performance.count == figures["benches"]?.int)
            guard let first = figures["first"], !first.isNull else { return true }
            #expect(report.performance.first?.labels == ["benchmark": first[0]?.string ?? ""])
            let nanoseconds = first[1]?.string.flatMap { Double($0.filter { $0 != "," }) }
            #expect(report.performance.first?.latency == [.median: (nanoseconds ?? 0) / 1e9])
        case "benchmarkdotnet":
            #expect(report.performance.count == figures["benchmarks"]?.int)
            let mean = try #require(figures["first"]?["mean_ns"]?.double)
            #expect(report.performance.first?.latency[.average] == mean / 1e9)
        case "cpd":
            let lines = try #require(report.measurements.first)
            // Both files hold two copies of each piece, so one of them is duplicated.
            #expect(lines.value == figures["duplicated_lines_attr_sum"]?.double)
            #expect(lines.offenders.count == figures["duplications"]?.int)
        case "stryker", "pit", "cargo-mutants": try mutation(report, row.format, figures)
        default: return false
        }
        return true
    }

    /// The manifest has each tool's own words.
    private static let words: [String: String] = [
        "Killed": "killed", "KILLED": "killed", "CaughtMutant": "killed", "Timeout": "timeout", "TIMED_OUT": "timeout",
        "Survived": "survived", "SURVIVED": "survived", "NoCoverage": "no_coverage", "NO_COVERAGE": "no_coverage",
        "BuildError": "compile_error", "Unviable": "compile_error", "Skipped": "ignored", "Pending": "pending",
    ]

    private static func mutation(_ report: Report, _ format: String, _ figures: JSON) throws {
        let score = try #require(report.measurements.first { $0.metric == "mutation.score" })
        let counts = report.measurements.filter { $0.metric == "mutation.mutants" }
        var total = 0
        for member in (figures["by_status"] ?? figures["by_summary"])?.object ?? [] {
            let status = words[member.key]
            #expect(counts.first { $0.labels["status"] == status }?.value == member.value.double, "\(member.key)")
            total += member.value.int ?? 0
        }
        #expect(counts.allSatisfy { $0.samples == total })
        let all = figures["mutants"] ?? figures["mutations"] ?? figures["total_mutants"]
        #expect(total == all?.int)
        let detected = figures["detected"]?.double ?? figures["caught"]?.double ?? -1
        #expect((score.value * Double(score.samples)).rounded() == detected)
        // PIT and cargo-mutants state no score; what is left of their mutants without the unviable is valid.
        #expect(score.samples == figures["valid"]?.int ?? (total - (figures["unviable"]?.int ?? 0)))
        if let percent = figures["mutation_score"]?.double { #expect(abs(score.value * 100 - percent) < 0.0001) }
    }
}
