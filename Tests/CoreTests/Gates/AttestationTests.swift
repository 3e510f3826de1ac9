import Core
import Criteria
import Testing

@Suite("Verdicts by statement")
struct AttestationTests {
    private func verdict(
        _ statement: Statement,
        _ signature: Attestation.Signature,
        now: Double = Given.now,
        artifacts: [String: String] = [:]
    ) throws -> CriterionVerdict {
        let criterion = try Given.criterion(.security, "compliance.gdpr", "compliant")
        let gate = Gate(id: .security, criteria: [criterion])
        let report = Given.report(statement, signature)
        return try #require(Given.judge(gate, [report], now: now, artifacts: artifacts).criteria.first)
    }

    @Test("a statement that is in force passes, and the proof says who signed it with which key until when")
    func inForce() throws {
        let verdict = try verdict(Given.statement("compliance.gdpr"), .verified([try Given.key("ada")]))
        #expect(verdict.verdict == .pass)
        let statement = try #require(verdict.cells[0].judgement.statements.first)
        #expect(statement.byWhom == "Ada Example (lead), key ada, until 2026-09-09")
        #expect(verdict.cells[0].judgement.measurements.isEmpty)
    }

    @Test(
        "what nobody can vouch for is not evaluated, with the reason",
        arguments: [
            (Attestation.Signature.unsigned, "it is not signed"),
            (.unchecked, "its signature has not been checked"),
            (.unknownKey(["eve"]), "it is signed with key eve, which `attestation_keys` does not list"),
            (.unknownKey([]), "it is signed with an unnamed key, which `attestation_keys` does not list"),
        ] as [(Attestation.Signature, String)]
    )
    func unsigned(_ signature: Attestation.Signature, _ reason: String) throws {
        let verdict = try verdict(Given.statement("compliance.gdpr"), signature)
        #expect(verdict.verdict == .notEvaluated)
        #expect(verdict.cells[0].judgement.reason == "the statement in audit.json is not in force: \(reason)")
    }

    @Test("a signature that does not hold makes the file unusable: an error that blocks")
    func broken() throws {
        let report = Given.report(Given.statement("compliance.gdpr"), .broken(key: "ada"))
        #expect(report.status == .error)
        let evidence = Evidence(reports: [report], project: Project())
        let verdict = RunJudge(evidence: evidence, gates: [], steps: []).verdict()
        #expect(verdict.problems.contains { $0.verdict == .error && $0.title.contains("audit.json") })
    }

    @Test("a day past its last, or before its first, a statement says nothing")
    func moments() throws {
        let keys = Attestation.Signature.verified([try Given.key("ada")])
        let statement = Given.statement("compliance.gdpr")
        #expect(try verdict(statement, keys, now: statement.expires - 1).verdict == .pass)
        let expired = try verdict(statement, keys, now: statement.expires)
        #expect(expired.cells[0].judgement.reason?.hasSuffix("it expired; its last day was 2026-09-09") == true)
        let early = try verdict(statement, keys, now: statement.issued - 301)
        #expect(early.cells[0].judgement.reason?.contains("not valid before 2026-05-31") == true)
        #expect(try verdict(statement, keys, now: statement.issued - 299).verdict == .pass)
        let long = Given.statement("compliance.gdpr", expires: Given.now + 400 * 86_400)
        #expect(try verdict(long, keys).cells[0].judgement.reason?.contains("more than a year") == true)
    }

    @Test(
        "a statement about this commit and a file holds on the clean tree of it, and while the file is what it was",
        arguments: [
            (["aoc.pdf": "abc"], true, nil), (["aoc.pdf": "abc"], nil, nil),
            (["aoc.pdf": "abd"], true, "is not the file that it is about"),
            ([:], true, "there is no file aoc.pdf here"), (["aoc.pdf": "abc"], false, "files here have changed since"),
        ] as [([String: String], Bool?, String?)]
    )
    func everySubject(_ files: [String: String], isClean: Bool?, reason: String?) throws {
        var statement = Given.statement("compliance.gdpr")
        statement.subjects.append(Statement.Subject(name: "aoc.pdf", digests: ["sha256": "abc"]))
        let report = Given.report(statement, .verified([try Given.key("ada")]))
        let gate = Gate(id: .security, criteria: [try Given.criterion(.security, "compliance.gdpr", "compliant")])
        let verdict = Given.judge(gate, [report], artifacts: files, isClean: isClean)
        #expect(verdict.verdict == (reason == nil ? .pass : .notEvaluated))
        if let reason {
            #expect(verdict.criteria.first?.cells.first?.judgement.reason?.contains(reason) == true)
        }
    }

    @Test("a statement about another commit, or about a file that is not here as it was, says nothing")
    func subjects() throws {
        let keys = Attestation.Signature.verified([try Given.key("ada")])
        let other = Statement.Subject(name: "HEAD", digests: ["gitCommit": String(repeating: "0", count: 40)])
        let file = Statement.Subject(name: "aoc.pdf", digests: ["sha256": "abc"])
        func reason(_ subjects: [Statement.Subject], _ artifacts: [String: String] = [:]) throws -> String? {
            let statement = Given.statement("compliance.gdpr", subjects: subjects)
            return try verdict(statement, keys, artifacts: artifacts).cells[0].judgement.reason
        }
        #expect(try reason([other])?.hasSuffix("about commit 0000000000, and 4f1c2a9b4f is judged") == true)
        #expect(try reason([other, file], ["aoc.pdf": "abc"])?.contains("about commit") == true)
        #expect(try reason([file])?.hasSuffix("there is no file aoc.pdf here") == true)
        #expect(try reason([file], ["aoc.pdf": "abd"])?.contains("not the file that it is about") == true)
        #expect(try reason([file], ["aoc.pdf": "abc"]) == nil)
        #expect(try reason([])?.hasSuffix("it names nothing that it is about") == true)
    }

    @Test("a key speaks for its owner, in its role, on its criteria, until its own last day")
    func permissions() throws {
        func reason(_ key: AttestationKey, _ statement: Statement) throws -> String? {
            try verdict(statement, .verified([key])).cells[0].judgement.reason
        }
        let statement = Given.statement("compliance.gdpr")
        #expect(try reason(try Given.key("ada", criteria: ["compliance.*"]), statement) == nil)
        #expect(try reason(try Given.key("ada", criteria: ["security_gate.*"]), statement) == nil)
        let narrow = try Given.key("ada", criteria: ["accessibility.*"])
        #expect(try reason(narrow, statement)?.hasSuffix("key ada may not attest compliance.gdpr") == true)
        #expect(try reason(try Given.key("ada", person: "Eve"), statement)?.contains("is that of Eve") == true)
        #expect(try reason(try Given.key("ada", role: "intern"), statement)?.contains("the role intern") == true)
        let old = try Given.key("ada", expires: try Given.day("2026-05-31"))
        #expect(try reason(old, statement)?.hasSuffix("key ada expired on 2026-05-31") == true)
        #expect(try reason(try Given.key("ada", expires: try Given.day("2026-06-01")), statement) == nil)
    }

    @Test("a statement about one cell says nothing of another, nor of the whole")
    func labels() throws {
        let keys = Attestation.Signature.verified([try Given.key("ada")])
        let definition = try #require(Catalogue.definition(of: .security, path: "compliance.gdpr"))
        let report = Given.report(Given.statement("compliance.gdpr", labels: ["category": "A04"]), keys)
        let evidence = Evidence(
            reports: [report],
            project: Project(),
            surroundings: Surroundings(commit: Given.commit, now: Given.now)
        )
        #expect(evidence.attestation(for: definition, labels: [:]) == .none)
        #expect(evidence.attestation(for: definition, labels: ["category": "A05"]) == .none)
        guard case .inForce = evidence.attestation(for: definition, labels: ["category": "A04"]) else {
            Issue.record("the statement on A04 is in force for A04")
            return
        }
    }

    @Test("the measured part must hold and the statement too, where the catalogue asks for both")
    func required() throws {
        let gate = Gate(id: .e2e, criteria: [try Given.criterion(.e2e, "accessibility.wcag_level", "AA")])
        let signed = Given.report(
            Given.statement("e2e_gate.accessibility.wcag_level"),
            .verified([try Given.key("ada")])
        )
        let clean = Given.metric("accessibility.wcag_violations", 0, .count, samples: 12)
        let dirty = Given.metric("accessibility.wcag_violations", 3, .count, samples: 12)
        #expect(Given.judge(gate, [clean, signed]).verdict == .pass)
        #expect(Given.judge(gate, [dirty, signed]).verdict == .fail)
        #expect(Given.judge(gate, [clean]).verdict == .notEvaluated)
        #expect(Given.judge(gate, [signed]).verdict == .notEvaluated)
        let judgement = Given.judge(gate, [clean, signed]).criteria[0].cells[0].judgement
        #expect(judgement.measurements.count == 1 && judgement.statements.count == 1)
    }

    @Test(
        "where a statement may stand in for a measurement, one that is in force does, and one that is not does not",
        arguments: [
            (GateID.integration, "api_contracts.backwards_compatibility", "maintained"),
            (.integration, "external_dependencies.fallback_tested", "true"),
            (.performance, "scalability.horizontal_scaling", "verified"),
            (.security, "dependency_scan.license_compliance", "verified"),
        ]
    )
    func alternative(_ id: GateID, _ path: String, _ phrase: String) throws {
        let gate = Gate(id: id, criteria: [try Given.criterion(id, path, phrase)])
        let signed = Given.report(Given.statement(path), .verified([try Given.key("ada")]))
        #expect(Given.judge(gate, [signed]).verdict == .pass)
        let unsigned = Given.report(Given.statement(path), .unsigned)
        #expect(Given.judge(gate, [unsigned]).verdict == .notEvaluated)
        #expect(Given.judge(gate, []).verdict == .notEvaluated)
    }

    @Test("where both are there, the measurement goes first")
    func measuredFirst() throws {
        let path = "api_contracts.backwards_compatibility"
        let gate = Gate(id: .integration, criteria: [try Given.criterion(.integration, path, "maintained")])
        let signed = Given.report(Given.statement(path), .verified([try Given.key("ada")]))
        let broken = Given.metric("api_contracts.breaking_changes", 2, .count)
        #expect(Given.judge(gate, [signed, broken]).verdict == .fail)
    }

    @Test("a statement cannot carry a criterion that only tools measure")
    func none() throws {
        let gate = Gate(id: .coverage, criteria: [try Given.criterion(.coverage, "overall.threshold", ">= 80%")])
        let signed = Given.report(Given.statement("overall.threshold"), .verified([try Given.key("ada")]))
        #expect(Given.judge(gate, [signed]).verdict == .notEvaluated)
    }

    @Test("a tool that says no is believed, whatever a person signs")
    func contradicted() throws {
        let gate = Gate(id: .e2e, criteria: [try Given.criterion(.e2e, "accessibility.screen_reader", "tested")])
        let signed = Given.report(Given.statement("accessibility.screen_reader"), .verified([try Given.key("ada")]))
        #expect(Given.judge(gate, [signed]).verdict == .pass)
        let no = Given.metric("accessibility.screen_reader", 0, .boolean)
        #expect(Given.judge(gate, [signed, no]).verdict == .fail)
        let yes = Given.metric("accessibility.screen_reader", 1, .boolean)
        #expect(Given.judge(gate, [signed, yes]).verdict == .pass)
        #expect(Given.judge(gate, [yes]).verdict == .notEvaluated)
    }
}
