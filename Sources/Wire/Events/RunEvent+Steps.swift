import Core
import Scanning

/// Events of a step.
extension RunEvent {
    mutating func attemptStarted(_ fields: inout some Fields) throws(ScanError) {
        var (step, number) = ("", 1)
        var process: Int32?
        if case .attemptStarted(let name, let attempt, let id) = self { (step, number, process) = (name, attempt, id) }
        try fields(required: "step", &step)
        try fields(required: "number", &number)
        try fields("process", &process)
        self = .attemptStarted(step: step, number: number, processID: process)
    }

    mutating func stepSlow(_ fields: inout some Fields) throws(ScanError) {
        var (step, seconds) = ("", 0.0)
        if case .stepSlow(let name, let duration) = self { (step, seconds) = (name, duration) }
        try fields(required: "step", &step)
        try fields(required: "seconds", &seconds)
        self = .stepSlow(step: step, seconds: seconds)
    }

    mutating func attemptTerminating(_ fields: inout some Fields) throws(ScanError) {
        var (step, reason) = ("", "")
        if case .attemptTerminating(let name, let why) = self { (step, reason) = (name, why) }
        try fields(required: "step", &step)
        try fields(required: "reason", &reason)
        self = .attemptTerminating(step: step, reason: reason)
    }

    mutating func attemptEnded(_ fields: inout some Fields) throws(ScanError) {
        var (step, attempt) = ("", AttemptRecord.blank)
        if case .attemptEnded(let name, let record) = self { (step, attempt) = (name, record) }
        try fields(required: "step", &step)
        try fields(required: "attempt", &attempt)
        self = .attemptEnded(step: step, attempt)
    }

    mutating func stepEnded(_ fields: inout some Fields) throws(ScanError) {
        var record = StepRecord.blank
        if case .stepEnded(let own) = self { record = own }
        try fields.derived("step", record.name)
        try fields(required: "record", &record)
        self = .stepEnded(record)
    }

    mutating func cache(_ fields: inout some Fields) throws(ScanError) {
        var (step, note) = ("", CacheNote.missed(reasons: []))
        if case .cache(let name, let own) = self { (step, note) = (name, own) }
        try fields(required: "step", &step)
        try note.visit(&fields)
        self = .cache(step: step, note)
    }

    mutating func reportCollected(_ fields: inout some Fields) throws(ScanError) {
        var (step, path, format, status) = ("", "", "", Report.Status.ok)
        var messages: [ReportMessage] = []
        if case .reportCollected(let name, let file, let form, let word, let remarks) = self {
            (step, path, format, status, messages) = (name, file, form, word, remarks)
        }
        try fields(required: "step", &step)
        try fields(required: "path", &path)
        try fields(required: "format", &format)
        try fields(required: "status", &status)
        try fields("messages", &messages)
        self = .reportCollected(step: step, path: path, format: format, status: status, messages: messages)
    }
}

extension CacheNote {
    private enum Word: String, WireWord {
        case hit, missed, stored
        case notStored = "not_stored"
    }

    /// The fields of the note, within the object of its event.
    fileprivate mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        var word = Word.missed
        var origin: CacheOrigin?
        var reasons: [String] = []
        var (key, reason): (String?, String?)
        switch self {
        case .hit(let own): (word, origin) = (.hit, own)
        case .missed(let own): (word, reasons) = (.missed, own)
        case .stored(let own): (word, key) = (.stored, own)
        case .notStored(let own): (word, reason) = (.notStored, own)
        }
        try fields(required: "result", &word)
        try fields("origin", &origin)
        try fields("reasons", &reasons)
        try fields("key", &key)
        try fields("reason", &reason)
        switch word {
        case .hit: self = .hit(try fields.required(origin, "origin"))
        case .missed: self = .missed(reasons: reasons)
        case .stored: self = .stored(key: try fields.required(key, "key"))
        case .notStored: self = .notStored(reason: try fields.required(reason, "reason"))
        }
    }
}
