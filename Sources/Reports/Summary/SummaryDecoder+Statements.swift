import Core
import Scanning

extension SummaryDecoder {
    static func statement(_ json: inout JSONReader) throws(ScanError) -> AttestedStatement {
        let start = json.offset
        var signer: String?
        var expires: Double?
        var statement = AttestedStatement(file: "", key: "", signer: "", role: "", text: "", issued: 0, expires: 0)
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "file": statement.file = try json.readString()
            case "key": statement.key = try json.readString()
            case "signer": signer = try json.readString()
            case "role": statement.role = try json.readString()
            case "statement": statement.text = try json.readString()
            case "evidence": statement.evidence = try json.words()
            case "issued": statement.issued = try json.real()
            case "expires": expires = try json.real()
            default: try json.skipValue()
            }
        }
        statement.signer = try json.required(signer, "signer", start)
        statement.expires = try json.required(expires, "expires", start)
        return statement
    }

    static func waiver(_ json: inout JSONReader) throws(ScanError) -> Waiver {
        let start = json.offset
        var (path, owner, reason): (String?, String?, String?)
        var labels: Labels = [:]
        var finding: String?
        var expires: CalendarDay?
        var location: SourceLocation?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "path": path = try json.readString()
            case "labels": labels = try json.labels()
            case "finding": finding = try json.readString()
            case "owner": owner = try json.readString()
            case "reason": reason = try json.readString()
            case "expires": expires = CalendarDay(try json.readString())
            case "location": location = try self.location(&json)
            default: try json.skipValue()
            }
        }
        return Waiver(
            path: try json.required(path, "path", start),
            labels: labels,
            finding: finding,
            owner: try json.required(owner, "owner", start),
            reason: try json.required(reason, "reason", start),
            expires: try json.required(expires, "expires", start),
            location: location
        )
    }
}
