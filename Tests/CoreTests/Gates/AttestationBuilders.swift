import Core

extension Given {
    static let commit = "4f1c2a9b4f1c2a9b4f1c2a9b4f1c2a9b4f1c2a9b"
    /// 2026-06-01T12:00:00Z.
    static let now = 1_780_315_200.0

    static func day(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else { throw Missing(path: text) }
        return day
    }

    static func key(
        _ name: String,
        person: String = "Ada Example",
        role: String = "lead",
        criteria: [String] = ["*"],
        expires: CalendarDay? = nil
    ) throws -> AttestationKey {
        guard let key = PublicKey(bytes: [UInt8](repeating: 7, count: 32)) else { throw Missing(path: name) }
        return AttestationKey(
            name: name,
            key: key,
            person: person,
            role: role,
            criteria: criteria,
            expires: expires
        )
    }

    /// Issued a day ago, for another hundred days.
    static func statement(
        _ criterion: String,
        labels: Labels = [:],
        signer: String = "Ada Example",
        role: String? = "lead",
        subjects: [Statement.Subject] = [Statement.Subject(name: "HEAD", digests: ["gitCommit": commit])],
        issued: Double = now - 86_400,
        expires: Double = now + 100 * 86_400
    ) -> Statement {
        Statement(
            criterion: criterion,
            labels: labels,
            text: "I looked, and it holds.",
            signer: signer,
            role: role,
            subjects: subjects,
            evidence: ["https://example.org/audit"],
            issued: issued,
            expires: expires
        )
    }

    static func report(_ statement: Statement, _ signature: Attestation.Signature) -> Report {
        var report = Report(path: "audit.json", format: "in-toto")
        report.attestations = [
            Attestation(statement: statement, envelope: Envelope(payload: []), signature: signature)
        ]
        return report
    }

    static func judge(
        _ gate: Gate,
        _ reports: [Report],
        now: Double = now,
        artifacts: [String: String] = [:],
        isClean: Bool? = true
    ) -> GateVerdict {
        let surroundings = Surroundings(commit: commit, now: now, artifacts: artifacts, isClean: isClean)
        let project = Project(gates: [gate])
        return Judge(evidence: Evidence(reports: reports, project: project, surroundings: surroundings)).judge(gate)
    }
}
