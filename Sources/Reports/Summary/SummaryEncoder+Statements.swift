import Core
import Scanning

extension SummaryEncoder {
    static func statement(_ statement: AttestedStatement, _ json: inout JSONWriter) {
        json.add("file", statement.file)
        json.add("key", statement.key)
        json.add("signer", statement.signer)
        json.add("role", statement.role)
        json.add("statement", statement.text)
        json.add("evidence", statement.evidence)
        json.add("issued", statement.issued)
        json.add("expires", statement.expires)
    }

    static func waiver(_ waiver: Waiver, _ json: inout JSONWriter) {
        json.add("path", waiver.path)
        json.add("labels", waiver.labels)
        json.add("finding", waiver.finding)
        json.add("owner", waiver.owner)
        json.add("reason", waiver.reason)
        json.add("expires", waiver.expires.description)
        json.add("location", waiver.location)
    }
}
