package import Core
package import Scanning

/// Reads an in-toto Statement with Assay's predicate.
///
/// Keys of the Statement that in-toto may add are passed over; one in the predicate that is not known could narrow what is
/// said, and is an error.
package enum StatementReader {
    package static func read(_ bytes: Bytes) throws(ScanError) -> Statement {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("a statement is a JSON object", at: json.offset) }
        let start = json.offset
        try checkTypes(json)
        var statement = Statement(criterion: "", text: "", signer: "", subjects: [], issued: 0, expires: 0)
        var keys = KeyedReader(["_type", "subject", "predicateType", "predicate"], ignoresOthers: true)
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "subject": statement.subjects = try SubjectReader.subjects(&json)
            case "predicate": try predicate(&json, into: &statement)
            default: try json.skipValue()
            }
        }
        try json.finish()
        try keys.require("_type", "subject", "predicateType", "predicate", in: json, at: start)
        return statement
    }

    /// Before anything else is read by the rules of a predicate that it may not be.
    private static func checkTypes(_ whole: JSONReader) throws(ScanError) {
        var json = whole
        try json.beginObject()
        while let key = try json.nextKey() {
            let wanted: String
            switch key {
            case "_type": wanted = Statement.type
            case "predicateType": wanted = Statement.predicateType
            default:
                try json.skipValue()
                continue
            }
            let offset = try KeyedReader.start(&json)
            let type = try json.readString()
            guard type == wanted else {
                let shown = Text.clean(type, limit: 80)
                throw json.error("'\(key.string)' is '\(shown)', and only '\(wanted)' is read", at: offset)
            }
        }
    }

    private static func predicate(_ json: inout JSONReader, into statement: inout Statement) throws(ScanError) {
        guard try json.peek() == .object else { throw json.error("'predicate' must be an object", at: json.offset) }
        let start = json.offset
        var expiry = start
        var keys = KeyedReader([
            "criterion", "labels", "statement", "signer", "role", "evidence", "issued", "expires",
        ])
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "criterion": statement.criterion = try KeyedReader.text(&json, key)
            case "labels": statement.labels = try KeyedReader.texts(&json, key)
            case "statement": statement.text = try KeyedReader.text(&json, key)
            case "signer": statement.signer = try KeyedReader.text(&json, key)
            case "role": statement.role = try KeyedReader.text(&json, key)
            case "evidence": statement.evidence = try KeyedReader.list(&json, key)
            case "issued": statement.issued = try moment(&json, key) { $0.start }
            default:
                expiry = try KeyedReader.start(&json)
                statement.expires = try moment(&json, key) { $0.end }
            }
        }
        try keys.require("criterion", "statement", "signer", "issued", "expires", in: json, at: start)
        guard statement.expires > statement.issued else { throw json.error("expires before it is issued", at: expiry) }
    }

    /// A moment, or a day, which is taken whole.
    private static func moment(
        _ json: inout JSONReader,
        _ key: String,
        of day: (CalendarDay) -> Double
    ) throws(ScanError) -> Double {
        let offset = try KeyedReader.start(&json)
        let text = try KeyedReader.text(&json, key)
        if let whole = CalendarDay(text) { return day(whole) }
        guard let seconds = Timestamp.seconds(text) else {
            let shown = Text.clean(text, limit: 40)
            let form = "2026-12-31 or 2026-12-31T12:00:00Z"
            throw json.error("'\(key)' is '\(shown)', not a date such as \(form)", at: offset)
        }
        return seconds
    }
}
