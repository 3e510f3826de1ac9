package import Core
package import Scanning
import Wire

/// The verdict of a run as a statement for others: an in-toto Statement about its commit.
package enum VerdictStatement {
    /// What the statement says, and in whose words.
    package enum Predicate: String, Sendable, Hashable, CaseIterable {
        /// in-toto's test result: which criteria and tests passed, and which did not.
        case testResult = "test-result"
        /// SLSA's verification summary: whether the policy was met.
        case slsa
        /// Everything, also what was *not* evaluated.
        case assay

        package var type: String {
            switch self {
            case .testResult: "https://in-toto.io/attestation/test-result/v0.1"
            case .slsa: "https://slsa.dev/verification_summary/v1"
            case .assay: "urn:assay:verdict:v1"
            }
        }
    }

    /// The configuration that was judged by: a file with its digest.
    package struct Policy: Sendable, Hashable {
        package var name: String
        package var sha256: String

        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }

        fileprivate var json: JSON { ["name": JSON(name), "uri": JSON(name), "digest": ["sha256": JSON(sha256)]] }
    }

    /// nil for a run of no commit, or one that nobody has judged.
    ///
    /// `time`: seconds since 1970.
    package static func json(
        _ predicate: Predicate,
        of summary: RunSummary,
        policy: Policy?,
        time: Double
    ) -> JSON? {
        guard let commit = summary.context?.commit, summary.verdict != nil else { return nil }
        let body =
            switch predicate {
            case .testResult: testResult(summary, policy)
            case .slsa: verification(summary, commit, policy, time)
            case .assay: whole(summary, policy, time)
            }
        return [
            "_type": JSON(Statement.type), "subject": [["name": "commit", "digest": ["gitCommit": JSON(commit)]]],
            "predicateType": JSON(predicate.type), "predicate": body,
        ]
    }

    private static func isGood(_ summary: RunSummary) -> Bool { summary.exitCode == .pass }

    private static func paths(_ summary: RunSummary, where fits: (Verdict) -> Bool) -> [JSON] {
        (summary.verdict?.gates ?? []).flatMap { gate in
            gate.criteria.filter { fits($0.verdict) }.map { .string("\(gate.gate.rawValue).\($0.criterion.path)") }
        }
    }

    private static func testResult(_ summary: RunSummary, _ policy: Policy?) -> JSON {
        let failed = MergedTests(reports: summary.reports.filter { $0.status != .error })
            .entries { test, _ in test.status == .failed || test.status == .error }
        let tests: [JSON] = failed.map { .string($0.test.title) }
        let problems: [JSON] = (summary.verdict?.problems ?? []).filter { $0.verdict.blocks }.map { .string($0.title) }
        let hasWarning = summary.verdict?.overall == .warn || summary.verdict?.overall == .waived
        // What was not evaluated has not passed, and this predicate has no word for it.
        let notPassed = paths(summary) { $0.blocks } + tests + problems
        let result = !isGood(summary) ? "FAILED" : hasWarning ? "WARNED" : "PASSED"
        return [
            "result": .string(result), "configuration": .array([policy?.json].compactMap(\.self)),
            "passedTests": .array(paths(summary) { $0 == .pass }),
            "warnedTests": .array(paths(summary) { $0 == .warn || $0 == .waived }),
            "failedTests": .array(notPassed),
        ]
    }

    private static func verification(_ summary: RunSummary, _ commit: String, _ policy: Policy?, _ time: Double) -> JSON
    {
        [
            "verifier": ["id": "urn:assay", "version": ["assay": "1"]],
            "timeVerified": JSON(AttestationJSON.moment(time)),
            "resourceUri": JSON("git:\(commit)"),
            "policy": policy?.json ?? ["uri": "none"],
            "verificationResult": JSON(isGood(summary) ? "PASSED" : "FAILED"),
            "verifiedLevels": .array(isGood(summary) ? [.string("ASSAY_ALL_QUALITY_GATES")] : []),
        ]
    }

    private static func whole(_ summary: RunSummary, _ policy: Policy?, _ time: Double) -> JSON {
        let problems: [JSON] = (summary.verdict?.problems ?? []).map { problem in
            ["verdict": .string(problem.verdict.rawValue), "title": .string(problem.title)]
        }
        let open: [JSON] = paths(summary) { [.notEvaluated, .inconclusive, .error].contains($0) }
        return [
            "verdict": .string((summary.verdict?.overall ?? .notEvaluated).rawValue),
            "run": JSON(summary.context?.id), "time": JSON(AttestationJSON.moment(time)),
            "policy": policy?.json ?? .null, "gates": .array((summary.verdict?.gates ?? []).map(gate)),
            "not_evaluated": .array(open), "not_applicable": .array(paths(summary) { $0 == .notApplicable }),
            "waived": .array(paths(summary) { $0 == .waived }), "problems": .array(problems),
            "banners": .array(summary.banners.map { .string($0) }),
        ]
    }

    private static func gate(_ gate: GateVerdict) -> JSON {
        [
            "gate": .string(gate.gate.rawValue), "verdict": .string(gate.verdict.rawValue),
            "blocking": .bool(gate.blocking), "criteria": .array(gate.criteria.map(criterion)),
        ]
    }

    private static func criterion(_ verdict: CriterionVerdict) -> JSON {
        let reason = verdict.cells.lazy.compactMap(\.judgement.reason).first
        let samples = verdict.cells.flatMap(\.judgement.measurements).map(\.samples).max()
        return [
            "path": .string(verdict.criterion.path), "asked": .string(verdict.criterion.written),
            "verdict": .string(verdict.verdict.rawValue), "reason": JSON(reason), "samples": JSON(samples),
        ]
    }
}

/// A statement on a verdict as a file brings it.
package struct ClaimedVerdict: Sendable {
    package var envelope: Envelope
    package var predicate: VerdictStatement.Predicate
    /// Commits that it is about.
    package var commits: [String]
    /// In the predicate's own word, such as `PASSED` or `pass`.
    package var result: String
    /// What the statement lists as not evaluated; nil where its predicate does not tell.
    package var notEvaluated: [String]?

    /// Whether the verdict holds nothing back.
    package var isGood: Bool { ["PASSED", "WARNED", "pass", "waived", "warn"].contains(result) }

    /// nil for anything but an envelope, or a bare statement, of one of the predicates.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= 16 << 20, let document = try? JSON(parsing: bytes) else { return nil }
        var envelope = Envelope(payload: bytes)
        if let payload = document["payload"]?.string {
            guard let type = document["payloadType"]?.string, let decoded = Base64.decode(payload) else { return nil }
            envelope = Envelope(payloadType: type, payload: decoded)
            for signature in (document["signatures"]?.array ?? []).prefix(16) {
                guard let signed = signature["sig"]?.string.flatMap({ Base64.decode($0) }) else { return nil }
                envelope.signatures.append(Envelope.Signature(keyID: signature["keyid"]?.string, bytes: signed))
            }
        }
        guard envelope.payloadType == Envelope.statementType, let statement = try? JSON(parsing: envelope.payload),
            statement["_type"]?.string == Statement.type, let type = statement["predicateType"]?.string,
            let predicate = VerdictStatement.Predicate.allCases.first(where: { $0.type == type }),
            let body = statement["predicate"]
        else { return nil }
        self.envelope = envelope
        self.predicate = predicate
        commits = (statement["subject"]?.array ?? []).compactMap {
            ($0["digest"]?["gitCommit"] ?? $0["digest"]?["sha1"])?.string
        }
        switch predicate {
        case .testResult: result = body["result"]?.string ?? ""
        case .slsa: result = body["verificationResult"]?.string ?? ""
        case .assay:
            result = body["verdict"]?.string ?? ""
            notEvaluated = body["not_evaluated"]?.array?.compactMap(\.string)
        }
    }
}
