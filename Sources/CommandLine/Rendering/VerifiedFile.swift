import Core
import Scanning

/// What `assay verify` found out about one file.
struct VerifiedFile {
    enum State: String {
        case inForce = "in_force"
        case notInForce = "not_in_force"
        /// Nothing in it counts: a signature does not hold, or it is no statement.
        case broken
    }

    let state: State
    private let path: String
    private let reason: String?
    private let statement: Statement?
    private let trusted: AttestedStatement?

    init(_ report: Report, _ surroundings: Surroundings) {
        path = report.path
        statement = report.attestations.first?.statement
        if report.status == .error {
            (state, trusted) = (.broken, nil)
            reason = report.remarks.first { $0.severity == .error }?.text
            return
        }
        guard let attestation = report.attestations.first else {
            (state, trusted, reason) = (.broken, nil, "holds no statement: it is a \(report.format) file")
            return
        }
        let criterion = attestation.statement.criterion
        let definition = Catalogue.definitions.first { $0.attestation != .none && $0.names.contains(criterion) }
        guard let definition else {
            (state, trusted, reason) = (.notInForce, nil, "no statement can carry \(criterion)")
            return
        }
        let check = AttestationCheck(surroundings: surroundings, file: report.path)
        switch check.check(attestation, definition.names) {
        case .inForce(let statement): (state, trusted, reason) = (.inForce, statement, nil)
        case .notInForce(let why): (state, trusted, reason) = (.notInForce, nil, why)
        case .none: (state, trusted, reason) = (.notInForce, nil, nil)
        }
    }

    var lines: [String] {
        var lines = ["\(path): \(state.rawValue.split(separator: "_").joined(separator: " "))"]
        if let reason { lines.append("  why: \(reason)") }
        guard let statement else { return lines }
        let cell = statement.labels.isEmpty ? "" : " (\(statement.labels.text))"
        lines.append("  criterion: \(statement.criterion)\(cell)")
        lines.append("  statement: \(statement.text)")
        let role = statement.role.map { " (\($0))" } ?? ""
        lines.append(
            trusted.map { "  signed by: \($0.byWhom)" } ?? "  says it is signed by: \(statement.signer)\(role)"
        )
        let issued = CalendarDay(containing: statement.issued)?.description ?? "an unknown day"
        lines.append("  issued: \(issued), last day: \(AttestedStatement.lastDay(statement.expires))")
        for subject in statement.subjects {
            lines.append("  about: \(subject.commit.map { "commit \($0)" } ?? subject.name)")
        }
        return lines + statement.evidence.map { "  evidence: \($0)" }
    }

    var json: JSON {
        var json: JSON = ["file": .string(path), "state": .string(state.rawValue)]
        json["reason"] = reason.map { .string($0) }
        json["key"] = trusted.map { .string($0.key) }
        guard let statement else { return json }
        json["criterion"] = .string(statement.criterion)
        json["statement"] = .string(statement.text)
        json["signer"] = .string(statement.signer)
        json["role"] = (trusted?.role ?? statement.role).map { .string($0) }
        json["labels"] = .object(statement.labels.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
        json["subjects"] = .array(statement.subjects.map { .string($0.commit ?? $0.name) })
        json["issued"] = JSON(statement.issued)
        json["expires"] = JSON(statement.expires)
        json["evidence"] = .array(statement.evidence.map { .string($0) })
        return json
    }
}
