package import Core
package import Scanning

extension CellVerdict: WireValue {
    package func write(to json: inout JSONWriter) { Cell(self).write(to: &json) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> CellVerdict {
        let start = json.offset
        let cell = try Cell.read(&json, memory)
        let judgement: Judgement
        do throws(Cell.Problem) { judgement = try cell.judgement() } catch {
            throw json.error(error.text, at: start)
        }
        return CellVerdict(labels: cell.labels, judgement: judgement, owner: cell.owner)
    }
}

/// A judgement taken apart: its word, and what it rests on.
private struct Cell: Wired {
    /// Why the parts are no judgement.
    struct Problem: Error { var text: String }

    var labels: Labels = [:]
    var verdict = Verdict.notEvaluated
    var lacksBaseline = false
    var owner: String?
    var waivers: [Waiver] = []
    var reason: String?
    var measured: [Measurement] = []
    var statements: [AttestedStatement] = []

    static var blank: Cell { Cell() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("labels", &labels)
        try fields(required: "verdict", &verdict)
        try fields(flag: "no_baseline", &lacksBaseline)
        try fields("owner", &owner)
        try fields("waivers", &waivers)
        try fields("reason", &reason)
        try fields("measured", &measured)
        try fields("statements", &statements)
    }

    private init() {}

    init(_ cell: CellVerdict) {
        labels = cell.labels
        verdict = cell.judgement.verdict
        owner = cell.owner
        measured = cell.judgement.measurements
        statements = cell.judgement.statements
        if case .noBaseline = cell.judgement { lacksBaseline = true }
        // The reason of what is waived is that of its waivers.
        if case .waived(_, let waivers) = cell.judgement {
            self.waivers = waivers
        } else {
            reason = cell.judgement.reason
        }
    }

    func judgement() throws(Problem) -> Judgement {
        let reason = reason ?? ""
        switch verdict {
        case .pass: return .pass(try proof())
        case .fail where measured.isEmpty && !reason.isEmpty: return .missed(reason: reason)
        case .fail: return .fail(try proof())
        case .waived:
            guard !waivers.isEmpty else { throw Problem(text: "`waived` without a waiver") }
            return .waived(try proof(), by: waivers)
        case .inconclusive where lacksBaseline: return .noBaseline(reason: reason, measured: measured)
        case .inconclusive: return .inconclusive(reason: reason, measured: measured)
        case .notEvaluated: return .notEvaluated(reason: reason)
        case .error: return .error(reason: reason)
        case .notApplicable: return .notApplicable(reason: reason)
        case .warn: throw Problem(text: "`\(verdict.rawValue)` is no verdict of a cell")
        }
    }

    /// A pass that rests on nothing cannot be loaded either.
    private func proof() throws(Problem) -> Proof {
        guard let proof = Proof(measured, statements: statements) else {
            throw Problem(text: "a `\(verdict.rawValue)` that rests on nothing")
        }
        return proof
    }
}
