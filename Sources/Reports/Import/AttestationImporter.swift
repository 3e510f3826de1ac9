package import Core
package import Scanning

/// A signed statement on something that no tool can measure; without a date of expiry it is none.
///
/// `{"assay_attestation": 1, "criterion": "…", "statement": "…", "signer": "…", "expires": "2026-12-31"}`
package enum AttestationImporter: Importer {
    package static let format = FormatDescription(
        id: "assay-attestation",
        title: "Assay attestation JSON",
        feeds: .attestations
    )

    package static func recognises(_ head: DocumentHead) -> Bool { head.member("assay_attestation") != nil }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("an attestation is a JSON object", at: json.offset) }
        let start = json.offset
        var attestation = Attestation(criterion: "", statement: "", signer: "")
        var expiry = start
        var keys = KeyedReader([
            "assay_attestation", "criterion", "statement", "signer", "role", "commit", "evidence", "issued", "expires",
        ])
        try json.beginObject()
        while let key = try keys.next(&json) {
            switch key {
            case "assay_attestation": try KeyedReader.version(&json, key)
            case "criterion": attestation.criterion = try KeyedReader.text(&json, key)
            case "statement": attestation.statement = try KeyedReader.text(&json, key)
            case "signer": attestation.signer = try KeyedReader.text(&json, key)
            case "role": attestation.role = try KeyedReader.text(&json, key)
            case "commit": attestation.commit = try KeyedReader.text(&json, key)
            case "evidence": attestation.evidence = try KeyedReader.list(&json, key)
            case "issued": attestation.issued = try date(&json, key)
            default:
                expiry = try KeyedReader.start(&json)
                attestation.expires = try date(&json, key)
            }
        }
        try json.finish()
        try keys.require(
            "assay_attestation",
            "criterion",
            "statement",
            "signer",
            "expires",
            in: json,
            at: start
        )
        if let issued = attestation.issued, let expires = attestation.expires, expires <= issued {
            throw json.error("expires before it is issued", at: expiry)
        }
        report.attestations = [attestation]
    }

    private static func date(_ json: inout JSONReader, _ key: String) throws(ScanError) -> Double {
        let offset = try KeyedReader.start(&json)
        let text = try KeyedReader.text(&json, key)
        guard let seconds = Timestamp.seconds(text) else {
            let shown = JSONText.clean(text, limit: 40)
            let form = "2026-12-31 or 2026-12-31T12:00:00Z"
            throw json.error("'\(key)' is '\(shown)', not a date such as \(form)", at: offset)
        }
        return seconds
    }
}
