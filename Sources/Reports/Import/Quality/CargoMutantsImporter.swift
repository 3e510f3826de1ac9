package import Core
package import Scanning

/// cargo-mutants' `outcomes.json`.
package enum CargoMutantsImporter: Importer {
    package static let format = FormatDescription(id: "cargo-mutants", title: "cargo-mutants JSON", feeds: .metrics)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("outcomes") != nil && head.member("total_mutants") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let selection = JSONSelection([
            "total_mutants", "end_time", "cargo_mutants_version", "outcomes.summary", "outcomes.scenario.Mutant.name",
            "outcomes.scenario.Mutant.file", "outcomes.scenario.Mutant.span.start.line",
            "outcomes.scenario.Mutant.line",
        ])
        let document = try selection.document(bytes)
        guard let outcomes = document["outcomes"]?.array else {
            throw ScanError("no list 'outcomes'", at: 0, in: bytes)
        }
        report.tool = document.text("cargo_mutants_version").map { "cargo-mutants \($0)" }
        var tally = MutationTally()
        for outcome in outcomes {
            let summary = outcome.text("summary") ?? ""
            guard let mutant = outcome.at("scenario.Mutant") else {
                // The one other scenario is `Baseline`: the tests without any mutation.
                if summary == "Success" { continue }
                report.fail("the tests did not pass before anything was mutated (\(summary)): nothing was measured")
                return
            }
            guard let status = statuses[summary] else {
                throw ScanError("a mutant with the unknown summary '\(summary)'", at: 0, in: bytes)
            }
            tally.add(
                status,
                file: mutant.text("file"),
                line: mutant.number("span.start.line") ?? mutant.number("line"),
                what: mutant.text("name") ?? "mutant"
            )
        }
        CoverageNumbers.compare(
            "mutants",
            declared: document.number("total_mutants"),
            listed: tally.total,
            into: &report
        )
        tally.isUnfinished = document["end_time"]?.isNull == true
        tally.report(into: &report)
    }

    /// `Success` is a mutant that was only compiled (`--check`), `Failure` one that the tool could not try.
    private static let statuses: [String: MutationTally.Status] = [
        "CaughtMutant": .killed, "Timeout": .timeout, "MissedMutant": .survived, "Unviable": .compileError,
        "Failure": .runtimeError, "Success": .pending,
    ]
}
