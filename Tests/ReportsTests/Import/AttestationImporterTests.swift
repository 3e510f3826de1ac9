import Core
import Reports
import Testing

@Suite struct AttestationImporterTests {
    private static let required =
        #""assay_attestation": 1, "criterion": "compliance.gdpr", "statement": "Assessed.", "signer": "A. Person""#

    @Test("an attestation is read whole, its dates as seconds since 1970")
    func whole() {
        let report = imported(
            #"""
            {\#(Self.required), "role": "DPO", "commit": "abc123", "evidence": ["https://example.org/dpia"],
            "issued": "2026-01-01T00:00:00+01:00", "expires": "2026-03-01"}
            """#
        )
        #expect(report.messages == [])
        #expect(
            report.attestations == [
                Attestation(
                    criterion: "compliance.gdpr",
                    statement: "Assessed.",
                    signer: "A. Person",
                    role: "DPO",
                    commit: "abc123",
                    evidence: ["https://example.org/dpia"],
                    issued: 1_767_222_000,
                    expires: 1_772_323_200
                )
            ]
        )
    }

    @Test(
        "dates of ISO 8601 are read, anything vaguer is refused",
        arguments: [
            ("1970-01-01", 0.0), ("2000-02-29T12:30:15Z", 951_827_415), ("2024-12-31T23:59:59.5Z", 1_735_689_599.5),
            ("2026-01-01T00:00+0530", 1_767_205_800), ("2026-02-29", nil), ("2026-13-01", nil), ("2026-1-1", nil),
            ("2026-01-01T00:00:00", nil), ("2026-01-01T24:00Z", nil), ("tomorrow", nil), ("2026-01-01 00:00Z", nil),
            ("2026-01-01T00:00ZZ", nil), ("1969-12-31", -86_400),
        ] as [(String, Double?)]
    )
    func dates(_ text: String, _ seconds: Double?) {
        let report = imported("{\(Self.required), \"expires\": \"\(text)\"}")
        #expect(report.attestations.first?.expires == seconds)
        #expect((report.status == .error) == (seconds == nil))
    }

    @Test("without a date of expiry, or with one before it was issued, it is an error")
    func expiry() {
        #expect(imported("{\(Self.required)}").errors == ["'expires' is missing"])
        #expect(
            imported(#"{\#(Self.required), "issued": "2026-02-01", "expires": "2026-01-01"}"#).errors == [
                "expires before it is issued"
            ]
        )
    }

    @Test("nobody's statement about nothing is refused", arguments: ["criterion", "statement", "signer"])
    func blank(_ key: String) {
        var fields = ["criterion": "c", "statement": "s", "signer": "p", "expires": "2026-01-01"]
        fields[key] = ""
        let text = fields.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
        #expect(imported("{\"assay_attestation\": 1, \(text)}").errors == ["'\(key)' is empty"])
    }
}
