import Core
import Scanning

extension SummaryDecoder {
    /// The word of an outcome with what belongs to it, for steps and their tries alike.
    private struct Ending {
        enum Word: String { case passed, found, failed, skipped, cancelled }

        var word: Word?
        var tries = 1
        var reason = ""
        var code: Int32?
        var failure: StepOutcome.Failure?

        mutating func read(_ key: JSONReader.Key, _ json: inout JSONReader) throws(ScanError) {
            switch key {
            case "outcome": word = try json.word("outcome")
            case "tries": tries = try json.readInteger()
            case "reason": reason = try json.readString()
            case "code": code = try SummaryDecoder.number(&json)
            case "failure": failure = try SummaryDecoder.failure(&json)
            default: try json.skipValue()
            }
        }
    }

    static func step(_ json: inout JSONReader) throws(ScanError) -> StepRecord {
        let start = json.offset
        var name: String?
        var kind: Kind?
        var ending = Ending()
        var record = StepRecord(name: "", stage: "", kind: .unit, outcome: .passed(tries: 1))
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": name = try json.readString()
            case "stage": record.stage = try json.readString()
            case "kind": kind = try json.word("kind")
            case "component": record.component = try json.readString()
            case "allow_failure": record.allowFailure = try json.readBool()
            case "flaky_result": record.flakyResult = try json.word("flaky_result")
            case "attempts": record.attempts = try json.list(attempt)
            case "condition": record.condition = try json.readString()
            case "under_provisioned": record.underProvisioned = try json.readString()
            case "cached": record.cached = try origin(&json)
            case "has_needs": record.hasNeeds = try json.readBool()
            default: try ending.read(key, &json)
            }
        }
        record.name = try json.required(name, "name", start)
        record.kind = try json.required(kind, "kind", start)
        record.outcome =
            switch try json.required(ending.word, "outcome", start) {
            case .passed: .passed(tries: ending.tries)
            case .found: .found(code: try json.required(ending.code, "code", start), tries: ending.tries)
            case .failed: .failed(try json.required(ending.failure, "failure", start), tries: ending.tries)
            case .skipped: .skipped(reason: ending.reason)
            case .cancelled: .cancelled(reason: ending.reason)
            }
        return record
    }

    private static func origin(_ json: inout JSONReader) throws(ScanError) -> CacheOrigin {
        let start = json.offset
        var (run, key): (String?, String?)
        var stored = 0.0
        try json.beginObject()
        while let name = try json.nextKey() {
            switch name {
            case "run": run = try json.readString()
            case "stored": stored = try json.real()
            case "key": key = try json.readString()
            default: try json.skipValue()
            }
        }
        return CacheOrigin(
            run: try json.required(run, "run", start),
            stored: stored,
            key: try json.required(key, "key", start)
        )
    }

    private static func attempt(_ json: inout JSONReader) throws(ScanError) -> AttemptRecord {
        let start = json.offset
        var ending = Ending()
        var record = AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 0)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "number": record.number = try json.readInteger()
            case "started": record.started = try json.real()
            case "seconds": record.seconds = try json.real()
            case "cpu_seconds": record.cpuSeconds = try json.real()
            case "log": record.log = try json.readString()
            case "leaked": record.leaked = try json.readInteger()
            case "kept": record.kept = try json.list(kept)
            case "output": record.output = try json.list { json throws(ScanError) in try json.readString() }
            default: try ending.read(key, &json)
            }
        }
        switch try json.required(ending.word, "outcome", start) {
        case .passed: record.outcome = .passed
        case .found: record.outcome = .found(code: try json.required(ending.code, "code", start))
        case .failed: record.outcome = .failed(try json.required(ending.failure, "failure", start))
        case .cancelled: record.outcome = .cancelled(reason: ending.reason)
        case .skipped: throw json.error("a try that was skipped", at: start)
        }
        return record
    }

    private static func kept(_ json: inout JSONReader) throws(ScanError) -> KeptCopy {
        let start = json.offset
        var path: String?
        var file = KeptCopy(path: "", copy: nil, bytes: 0, purpose: .artifact)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path": path = try json.readString()
            case "copy": file.copy = try json.readString()
            case "bytes": file.bytes = try json.readInteger()
            case "purpose": file.purpose = try json.word("purpose")
            default: try json.skipValue()
            }
        }
        file.path = try json.required(path, "path", start)
        return file
    }

    private static func failure(_ json: inout JSONReader) throws(ScanError) -> StepOutcome.Failure {
        let start = json.offset
        var failure: StepOutcome.Failure?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "exit": failure = .exit(code: try number(&json))
            case "signal": failure = .signal(try number(&json))
            case "timeout": failure = .timeout(try json.duration())
            case "infrastructure": failure = .infrastructure(try json.readString())
            case "gates": failure = .gates(try json.word("verdict"))
            default: try json.skipValue()
            }
        }
        guard let failure else { throw json.error("a failure without a cause", at: start) }
        return failure
    }

    private static func number(_ json: inout JSONReader) throws(ScanError) -> Int32 {
        let start = json.offset
        guard let number = Int32(exactly: try json.readInteger()) else {
            throw json.error("a number that is out of range", at: start)
        }
        return number
    }
}
