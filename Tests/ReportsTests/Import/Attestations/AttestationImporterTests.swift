import Core
import Reports
import Scanning
import Testing
import Wire

@Suite struct AttestationImporterTests {
    private static let commit = String(repeating: "ab", count: 20)

    private static let predicate: [(String, String)] = [
        ("criterion", #""compliance.gdpr""#), ("statement", #""Assessed.""#), ("signer", #""A. Person""#),
        ("issued", #""2026-01-01T00:00:00+01:00""#), ("expires", #""2026-03-01""#),
    ]

    private static func statement(
        _ changes: [String: String?] = [:],
        subject: String = #"[{"name": "HEAD", "digest": {"gitCommit": "\#(commit)"}}]"#,
        type: String = Statement.type,
        predicateType: String = Statement.predicateType
    ) -> String {
        var members = predicate.filter { changes[$0.0] == nil }
        members += changes.compactMap { key, value in value.map { (key, $0) } }.sorted { $0.0 < $1.0 }
        let text = members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ")
        return """
            {"_type": "\(type)", "subject": \(subject), "predicateType": "\(predicateType)", "predicate": {\(text)}}
            """
    }

    private static func envelope(
        _ payload: String,
        signatures: String = #"[{"keyid": "ada", "sig": "AAAA"}]"#
    ) -> String {
        """
        {"payloadType": "application/vnd.in-toto+json", "payload": "\(Base64.encode(payload.utf8))",
        "signatures": \(signatures)}
        """
    }

    @Test("a statement is read whole from its envelope, a day taken to its end; nothing is checked yet")
    func whole() throws {
        let text = Self.statement([
            "role": #""DPO""#, "evidence": #"["https://example.org/dpia"]"#, "labels": #"{"category": "A04:2021"}"#,
        ])
        let report = imported(Self.envelope(text))
        #expect(report.format == "in-toto")
        let attestation = try #require(report.attestations.first)
        #expect(
            attestation.statement
                == Statement(
                    criterion: "compliance.gdpr",
                    labels: ["category": "A04:2021"],
                    text: "Assessed.",
                    signer: "A. Person",
                    role: "DPO",
                    subjects: [Statement.Subject(name: "HEAD", digests: ["gitCommit": Self.commit])],
                    evidence: ["https://example.org/dpia"],
                    issued: 1_767_222_000,
                    expires: 1_772_409_600
                )
        )
        #expect(attestation.signature == .unchecked)
        #expect(attestation.envelope.payload == Array(text.utf8))
        #expect(attestation.envelope.signatures == [Envelope.Signature(keyID: "ada", bytes: [0, 0, 0])])
        #expect(report.status == .ok)
        #expect(
            report.remarks.map(\.text) == [
                "a statement on compliance.gdpr by A. Person, whose signature was not checked here"
            ]
        )
    }

    @Test("a bare statement is read, as one without any signature")
    func bare() throws {
        let attestation = try #require(imported(Self.statement()).attestations.first)
        #expect(attestation.envelope.signatures.isEmpty)
        #expect(attestation.statement.criterion == "compliance.gdpr")
    }

    @Test("what Assay writes is what it reads")
    func roundTrip() throws {
        let statement = try #require(imported(Self.statement()).attestations.first?.statement)
        let written = AttestationJSON.json(statement).text()
        #expect(imported(written).attestations.first?.statement == statement)
        let envelope = Envelope(payload: Array(written.utf8), signatures: [.init(keyID: "k", bytes: [1, 2])])
        #expect(imported(AttestationJSON.json(envelope).text()).attestations.first?.envelope == envelope)
    }

    @Test(
        "dates of ISO 8601 are read, anything vaguer is refused",
        arguments: [
            ("2026-02-28T12:30:15Z", 1_772_281_815.0), ("2026-12-31T23:59:59.5Z", 1_798_761_599.5),
            ("2026-02-01T00:00+0530", 1_769_884_200), ("2026-02-29", nil), ("2026-13-01", nil), ("2026-1-1", nil),
            ("2026-03-01T00:00:00", nil), ("2026-03-01T24:00Z", nil), ("tomorrow", nil), ("2026-03-01 00:00Z", nil),
            ("2026-03-01T00:00ZZ", nil),
        ] as [(String, Double?)]
    )
    func dates(_ text: String, _ seconds: Double?) {
        let report = imported(Self.statement(["expires": "\"\(text)\""]))
        #expect(report.attestations.first?.statement.expires == seconds)
        #expect((report.status == .error) == (seconds == nil))
    }

    @Test(
        "nobody's statement about nothing, without an end, or of an unknown meaning is refused",
        arguments: [
            (statement(["criterion": #""""#]), "'criterion' is empty"),
            (statement(["statement": #""""#]), "'statement' is empty"),
            (statement(["signer": #"" ""#]), "'signer' is empty"),
            (statement(["expires": nil]), "'expires' is missing"),
            (statement(["issued": nil]), "'issued' is missing"),
            (statement(["expires": #""2025-01-01""#]), "expires before it is issued"),
            (statement(["only_for": #""x""#]), "unknown key 'only_for'"),
            (statement(subject: "[]"), "'subject' is empty: it is about nothing"),
            (statement(subject: #"[{"name": "a"}]"#), "'digest' is missing"),
            (statement(subject: #"[{"digest": {"gitCommit": "4f1c2a9"}}]"#), "not a whole digest"),
            (statement(subject: #"[{"digest": {"md5": "00"}}]"#), "needs one of the digests gitCommit, sha1, sha256"),
            (statement(type: "https://in-toto.io/Statement/v0.1"), "only 'https://in-toto.io/Statement/v1' is read"),
            (statement(predicateType: "https://slsa.dev/provenance/v1"), "only 'urn:assay:attestation:v1' is read"),
        ]
    )
    func refused(_ text: String, _ message: String) {
        for document in [text, Self.envelope(text)] {
            let report = imported(document)
            #expect(report.errors.first?.contains(message) == true, "\(report.errors)")
            #expect(report.attestations.isEmpty)
        }
    }

    @Test(
        "an envelope of something else, or one that can be read in two ways, is refused",
        arguments: [
            (#"{"payloadType": "text/plain", "payload": "", "signatures": []}"#, "an envelope of 'text/plain'"),
            (#"{"payloadType": "application/vnd.in-toto+json", "payload": "ey", "signatures": []}"#, "not base64"),
            (
                #"{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": [{}]}"#,
                "'sig' is missing"
            ),
            (
                #"{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "payload": "e30="}"#,
                "'payload' occurs twice"
            ),
            (
                #"{"payloadType": "application/vnd.in-toto+json", "payload": "W10=", "signatures": []}"#,
                "in the payload"
            ),
        ]
    )
    func envelopes(_ text: String, _ message: String) {
        #expect(imported(text).errors.first?.contains(message) == true, "\(imported(text).errors)")
    }

    @Test("more signatures, or more bytes, than any honest file has are refused")
    func bounds() {
        let many = "[" + Array(repeating: #"{"sig": ""}"#, count: 17).joined(separator: ",") + "]"
        #expect(imported(Self.envelope(Self.statement(), signatures: many)).errors == ["more than 16 signatures"])
        let large = Self.statement(["statement": "\"" + String(repeating: "x", count: 1 << 20) + "\""])
        #expect(imported(large).errors.first?.contains("at most 1048576") == true)
    }
}
