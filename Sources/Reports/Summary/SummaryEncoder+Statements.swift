import Core
import Scanning

extension SummaryEncoder {
    static func statement(_ statement: AttestedStatement) -> JSON {
        var fields = SummaryFields()
        fields.add("file", statement.file)
        fields.add("key", statement.key)
        fields.add("signer", statement.signer)
        fields.add("role", statement.role)
        fields.add("statement", statement.text)
        fields.add("evidence", statement.evidence)
        fields.add("issued", statement.issued)
        fields.add("expires", statement.expires)
        return fields.json
    }

    static func waiver(_ waiver: Waiver) -> JSON {
        var fields = SummaryFields()
        fields.add("path", waiver.path)
        fields.add("labels", waiver.labels)
        fields.add("finding", waiver.finding)
        fields.add("owner", waiver.owner)
        fields.add("reason", waiver.reason)
        fields.add("expires", waiver.expires.description)
        if let location = waiver.location { fields.add("location", self.location(location)) }
        return fields.json
    }
}
