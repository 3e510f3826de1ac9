import Core
import Criteria
import Reports
import Testing

@Suite struct MutationImporterTests {
    private func stryker(_ statuses: String...) -> Report {
        let mutants = statuses.enumerated().map {
            #"{"status": "\#($1)", "mutatorName": "Negate", "replacement": "!x", "#
                + #""location": {"start": {"line": \#($0 + 1), "column": 2}, "end": {"line": 9}}}"#
        }
        let list = mutants.joined(separator: ", ")
        return imported(
            #"{"schemaVersion": "1", "thresholds": {}, "files": {"src\\a.ts": {"source": "…", "mutants": [\#(list)]}}}"#
        )
    }

    private func pit(_ statuses: String...) -> Report {
        let mutations = statuses.map {
            "<mutation detected='true' status='\($0)'><sourceFile>A.java</sourceFile><mutatedClass>org.x.A</mutatedClass>"
                + "<lineNumber>7</lineNumber><description> negated </description></mutation>"
        }
        return imported("<mutations>\(mutations.joined())</mutations>")
    }

    private func cargo(_ summaries: String..., baseline: String = "Success", end: String = "\"2026\"") -> Report {
        let mutants = summaries.map {
            #"{"summary": "\#($0)", "scenario": {"Mutant": {"name": "replace f", "file": "src/f.rs", "#
                + #""span": {"start": {"line": 4}}}}}"#
        }
        let all = ([#"{"scenario": "Baseline", "summary": "\#(baseline)"}"#] + mutants).joined(separator: ", ")
        return imported(#"{"outcomes": [\#(all)], "total_mutants": \#(summaries.count), "end_time": \#(end)}"#)
    }

    private func score(_ report: Report) -> Measurement? { report.measurements.first { $0.metric == "mutation.score" } }

    private func counts(_ report: Report) -> [String: Double] {
        var counts: [String: Double] = [:]
        for one in report.measurements where one.metric == "mutation.mutants" {
            counts[one.labels["status"] ?? ""] = one.value
        }
        return counts
    }

    @Test("the score is detected over valid mutants; all eight statuses are told apart")
    func statuses() {
        let report = stryker(
            "Killed",
            "Timeout",
            "Survived",
            "NoCoverage",
            "CompileError",
            "RuntimeError",
            "Ignored",
            "Pending"
        )
        #expect(report.format == "stryker")
        #expect(score(report)?.value == 0.5)
        #expect(score(report)?.samples == 4)
        let words = [
            "killed", "timeout", "survived", "no_coverage", "compile_error", "runtime_error", "ignored", "pending",
        ]
        #expect(counts(report) == Dictionary(uniqueKeysWithValues: words.map { ($0, 1) }))
        #expect(report.warnings == ["1 of 8 mutants are pending: the run was not finished"])
        #expect(score(report)?.doubt == "1 of 8 mutants were never tried")
    }

    @Test("mutants that no test found are named with file and line, ten at most")
    func offenders() {
        let some = score(stryker("Killed", "Survived", "NoCoverage"))
        #expect(
            some?.offenders == [
                Offender(name: "Negate: !x", file: "src/a.ts", line: 2, detail: "survived"),
                Offender(name: "Negate: !x", file: "src/a.ts", line: 3, detail: "no_coverage"),
            ]
        )
        let many = score(
            cargo(
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant",
                "MissedMutant"
            )
        )
        #expect(many?.offenders.count == 10)
        #expect(many?.notes == ["11 mutants were not detected; the first 10 are named"])
        #expect(many?.offenders.first == Offender(name: "replace f", file: "src/f.rs", line: 4, detail: "survived"))
    }

    @Test("mutants that PIT calls detected because they broke its run are not valid")
    func pitStatuses() {
        let report = pit("KILLED", "TIMED_OUT", "SURVIVED", "NON_VIABLE", "MEMORY_ERROR", "RUN_ERROR")
        #expect(report.format == "pit")
        #expect(score(report)?.value == 2.0 / 3)
        #expect(counts(report)["runtime_error"] == 2)
        #expect(
            score(report)?.offenders == [Offender(name: "negated", file: "org/x/A.java", line: 7, detail: "survived")]
        )
    }

    @Test("no mutant, or none that is valid, is an error and never a score")
    func nothing() {
        #expect(stryker().errors == ["no mutant: nothing was measured"])
        #expect(imported("<mutations/>").errors == ["no mutant: nothing was measured"])
        #expect(cargo().errors == ["no mutant: nothing was measured"])
        let errors = ["no valid mutant (1 compile_error, 1 runtime_error): nothing was measured"]
        #expect(stryker("CompileError", "RuntimeError").errors == errors)
        #expect(!stryker("CompileError").carriesFigures)
    }

    @Test("tests that fail without a mutation measure nothing; a run that was not finished says so")
    func unfinished() {
        #expect(
            cargo("CaughtMutant", baseline: "Failure").errors == [
                "the tests did not pass before anything was mutated (Failure): nothing was measured"
            ]
        )
        #expect(
            cargo("CaughtMutant", end: "null").warnings == ["the run was not finished: some mutants may be missing"]
        )
        #expect(score(cargo("CaughtMutant", end: "null"))?.doubt == "the run of mutation tests was not finished")
        #expect(cargo("CaughtMutant", "Unviable").status == .ok)
        #expect(score(cargo("CaughtMutant", "Unviable"))?.doubt == nil)
    }

    @Test("an unknown status is an error, as the mutant may count or not")
    func unknown() {
        #expect(stryker("Killed", "Vanished").status == .error)
        #expect(pit("KILLED", "VANISHED").status == .error)
        #expect(cargo("CaughtMutant", "Vanished").status == .error)
    }
}
