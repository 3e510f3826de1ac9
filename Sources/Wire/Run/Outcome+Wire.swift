package import Core
package import Scanning

/// How a step or one of its tries ended, as fields of the object that tells of it: a word, and what belongs to it.
struct Ending {
    enum Word: String, WireWord { case passed, found, failed, skipped, cancelled }

    var word = Word.passed
    var code: Int32?
    /// nil for a try, which is one.
    var tries: Int?
    var failure: StepOutcome.Failure?
    var reason: String?

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "outcome", &word)
        try fields("code", &code)
        try fields("tries", &tries)
        try fields("failure", &failure)
        try fields("reason", &reason)
    }
}

extension StepOutcome {
    /// The fields of the outcome, within the object of what it is the outcome of.
    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        var ending = ending
        try ending.visit(&fields)
        let tries = ending.tries ?? 1
        switch ending.word {
        case .passed: self = .passed(tries: tries)
        case .found: self = .found(code: try fields.required(ending.code, "code"), tries: tries)
        case .failed: self = .failed(try fields.required(ending.failure, "failure"), tries: tries)
        case .skipped: self = .skipped(reason: ending.reason ?? "")
        case .cancelled: self = .cancelled(reason: ending.reason ?? "")
        }
    }

    private var ending: Ending {
        switch self {
        case .passed(let tries): Ending(word: .passed, tries: tries)
        case .found(let code, let tries): Ending(word: .found, code: code, tries: tries)
        case .failed(let failure, let tries): Ending(word: .failed, tries: tries, failure: failure)
        case .skipped(let reason): Ending(word: .skipped, reason: reason)
        case .cancelled(let reason): Ending(word: .cancelled, reason: reason)
        }
    }
}

extension AttemptOutcome {
    /// The fields of the outcome, within the object of the try.
    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        var ending = ending
        try ending.visit(&fields)
        switch ending.word {
        case .passed: self = .passed
        case .found: self = .found(code: try fields.required(ending.code, "code"))
        case .failed: self = .failed(try fields.required(ending.failure, "failure"))
        case .cancelled: self = .cancelled(reason: ending.reason ?? "")
        case .skipped: throw fields.wrong("a try that was skipped")
        }
    }

    private var ending: Ending {
        switch self {
        case .passed: Ending(word: .passed)
        case .found(let code): Ending(word: .found, code: code)
        case .failed(let failure): Ending(word: .failed, failure: failure)
        case .cancelled(let reason): Ending(word: .cancelled, reason: reason)
        }
    }
}

/// One member, whose key is the cause.
extension StepOutcome.Failure: WireValue {
    package func write(to json: inout JSONWriter) { Cause(self).write(to: &json) }

    package static func read(
        _ json: inout JSONReader,
        _ memory: WireMemory
    ) throws(ScanError) -> StepOutcome.Failure {
        let start = json.offset
        guard let failure = try Cause.read(&json, memory).failure else {
            throw json.error("a failure without a cause", at: start)
        }
        return failure
    }
}

private struct Cause: Wired {
    var exit: Int32?
    var signal: Int32?
    var timeout: Duration?
    var infrastructure: String?
    var gates: Verdict?

    static var blank: Cause { Cause() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("exit", &exit)
        try fields("signal", &signal)
        try fields("timeout", &timeout)
        try fields("infrastructure", &infrastructure)
        try fields("gates", &gates)
    }

    private init() {}

    init(_ failure: StepOutcome.Failure) {
        switch failure {
        case .exit(let code): exit = code
        case .signal(let number): signal = number
        case .timeout(let limit): timeout = limit
        case .infrastructure(let reason): infrastructure = reason
        case .gates(let verdict): gates = verdict
        }
    }

    var failure: StepOutcome.Failure? {
        exit.map { .exit(code: $0) } ?? signal.map { .signal($0) } ?? timeout.map { .timeout($0) }
            ?? infrastructure.map { .infrastructure($0) } ?? gates.map { .gates($0) }
    }
}
