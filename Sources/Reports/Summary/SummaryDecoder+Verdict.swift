import Core
import Criteria
import Scanning

extension SummaryDecoder {
    static func verdict(_ json: inout JSONReader) throws(ScanError) -> RunVerdict {
        var verdict = RunVerdict(gates: [], problems: [])
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "gates": verdict.gates = try json.list(gate)
            case "problems": verdict.problems = try json.list(problem)
            case "tests": verdict.tests = try cell(&json).judgement
            default: try json.skipValue()
            }
        }
        return verdict
    }

    private static func gate(_ json: inout JSONReader) throws(ScanError) -> GateVerdict {
        let start = json.offset
        var id: GateID?
        var blocking = false
        var criteria: [CriterionVerdict] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "gate": id = try json.word("gate")
            case "blocking": blocking = try json.readBool()
            case "criteria": criteria = try json.list(criterion)
            default: try json.skipValue()
            }
        }
        return GateVerdict(gate: try json.required(id, "gate", start), blocking: blocking, criteria: criteria)
    }

    private static func criterion(_ json: inout JSONReader) throws(ScanError) -> CriterionVerdict {
        let start = json.offset
        var path: String?
        var criterion = Criterion(path: "", metric: "", written: "", expression: nil)
        var verdict = CriterionVerdict(criterion: criterion, cells: [])
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path": path = try json.readString()
            case "metric": criterion.metric = MetricID(try json.readString())
            case "written": criterion.written = try json.readString()
            case "aggregate": criterion.aggregate = Aggregate(try json.readString())
            case "asked_cells":
                criterion.cells = try json.list { reader throws(ScanError) in try reader.labels() }
            case "parameters": criterion.parameters = try json.labels()
            case "min_samples": criterion.qualifiers.minSamples = try json.readInteger()
            case "not_applicable": criterion.qualifiers.notApplicable = try json.readString()
            case "ignore_whitespace": criterion.qualifiers.ignoresWhitespace = try json.readBool()
            case "min_lines": criterion.qualifiers.minLines = try json.readInteger()
            case "over": criterion.qualifiers.over = try json.duration()
            case "baseline": criterion.qualifiers.baseline = try choice(&json)
            case "on_missing": criterion.qualifiers.onMissing = try json.word("on_missing")
            case "require": criterion.qualifiers.require = try json.list(condition)
            case "location": criterion.location = try location(&json)
            case "cells": verdict.cells = try json.list(cell)
            case "remedy": verdict.remedy = try json.readString()
            case "remarks": verdict.remarks = try json.words()
            default: try json.skipValue()
            }
        }
        criterion.path = try json.required(path, "path", start)
        verdict.criterion = criterion
        return verdict
    }

    static func location(_ json: inout JSONReader) throws(ScanError) -> SourceLocation {
        let start = json.offset
        let parts = try json.readValue()
        guard let file = parts[0]?.string, let line = parts[1]?.int, let column = parts[2]?.int else {
            throw json.error("expected [file, line, column]", at: start)
        }
        return SourceLocation(file: file, line: line, column: column)
    }

    private static func cell(_ json: inout JSONReader) throws(ScanError) -> CellVerdict {
        let start = json.offset
        var labels: Labels = [:]
        var word: Verdict?
        var reason = ""
        var owner: String?
        var lacksBaseline = false
        var measured: [Measurement] = []
        var statements: [AttestedStatement] = []
        var waivers: [Waiver] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "labels": labels = try json.labels()
            case "verdict": word = try json.word("verdict")
            case "reason": reason = try json.readString()
            case "owner": owner = try json.readString()
            case "no_baseline": lacksBaseline = try json.readBool()
            case "measured": measured = try json.list(measurement)
            case "statements": statements = try json.list(statement)
            case "waivers": waivers = try json.list(waiver)
            default: try json.skipValue()
            }
        }
        let verdict = try json.required(word, "verdict", start)
        let proof = Proof(measured, statements: statements)
        let judgement: Judgement
        switch verdict {
        case .pass: judgement = .pass(try self.proof(proof, verdict, json, start))
        case .fail where measured.isEmpty && !reason.isEmpty: judgement = .missed(reason: reason)
        case .fail: judgement = .fail(try self.proof(proof, verdict, json, start))
        case .waived:
            guard !waivers.isEmpty else { throw json.error("`waived` without a waiver", at: start) }
            judgement = .waived(try self.proof(proof, verdict, json, start), by: waivers)
        case .inconclusive where lacksBaseline: judgement = .noBaseline(reason: reason, measured: measured)
        case .inconclusive: judgement = .inconclusive(reason: reason, measured: measured)
        case .notEvaluated: judgement = .notEvaluated(reason: reason)
        case .error: judgement = .error(reason: reason)
        case .notApplicable: judgement = .notApplicable(reason: reason)
        case .warn: throw json.error("`\(verdict.rawValue)` is no verdict of a cell", at: start)
        }
        return CellVerdict(labels: labels, judgement: judgement, owner: owner)
    }

    /// A pass that rests on nothing cannot be loaded either.
    private static func proof(
        _ proof: Proof?,
        _ verdict: Verdict,
        _ json: JSONReader,
        _ start: Int
    ) throws(ScanError) -> Proof {
        guard let proof else {
            throw json.error("a `\(verdict.rawValue)` that rests on nothing", at: start)
        }
        return proof
    }

    private static func problem(_ json: inout JSONReader) throws(ScanError) -> Problem {
        let start = json.offset
        var word: Verdict?
        var problem = Problem(.error, "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "verdict": word = try json.word("verdict")
            case "title": problem.title = try json.readString()
            case "detail": problem.detail = try json.readString()
            case "remedy": problem.remedy = try json.readString()
            case "step": problem.step = try json.readString()
            default: try json.skipValue()
            }
        }
        problem.verdict = try json.required(word, "verdict", start)
        return problem
    }
}
