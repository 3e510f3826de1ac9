import Configuration
import Core
import Testing

@Suite("Waivers and keys in the configuration")
struct TrustTests {
    private static func gate(_ bypass: String = "\n  enforcement: {bypass_allowed: true}") -> String {
        """
        security_gate:
          criteria:
            vulnerability_scan: {high: 0}
            dependency_scan: {outdated_threshold: 30 days}\(bypass)

        """
    }

    private static func waiverText(_ changes: String...) -> String {
        var lines = [
            "criterion: security_gate.vulnerability_scan.high", "owner: Ada", "reason: no fix yet",
            "expires: 2026-12-31",
        ]
        for change in changes {
            let key = change.prefix { $0 != ":" } + ":"
            lines.removeAll { $0.hasPrefix(key) }
            if !change.hasSuffix(":") { lines.append(change) }
        }
        return "waivers:\n  - " + lines.joined(separator: "\n    ") + "\n"
    }

    @Test("a waiver belongs to the gate of its criterion")
    func belongs() throws {
        let text = Self.gate() + Self.waiverText("labels: {component: web}", "finding: CVE-2026-1")
        let project = try #require(load(text).project)
        let waiver = try #require(project.gates.first?.waivers.first)
        #expect(waiver.path == "vulnerability_scan.high")
        #expect(waiver.labels == ["component": "web"])
        #expect((waiver.finding, waiver.owner, waiver.reason) == ("CVE-2026-1", "Ada", "no fix yet"))
        #expect(waiver.expires == CalendarDay("2026-12-31"))
        #expect(waiver.location?.line == 7)
    }

    @Test(
        "an owner and a reason say something",
        arguments: [("owner", "\" \""), ("owner", "\"-\""), ("reason", "\"  \""), ("reason", "\"...\"")]
    )
    func blank(_ key: String, _ text: String) {
        let errors = load(Self.gate() + Self.waiverText("\(key): \(text)")).lines(.error)
        #expect(errors.count == 1, "\(errors)")
        #expect(errors.first?.contains("'\(key)'") == true)
    }

    @Test("a blank reason declares nothing not applicable")
    func blankDeclaration() {
        let text = "security_gate:\n  criteria:\n    vulnerability_scan: {high: {not_applicable: \" - \"}}\n"
        #expect(load(text).lines(.error).first?.contains("says nothing") == true)
    }

    @Test(
        "a waiver holds for a year at most, counted from the day on which it is read",
        arguments: [("2027-11-28", true), ("2027-11-29", true), ("2027-11-30", false), ("9999-12-31", false)]
    )
    func year(_ day: String, isRight: Bool) {
        let text = Self.gate() + Self.waiverText("expires: \(day)")
        let read: (String) -> Result<[UInt8], ConfigurationLoader.ReadFailure> = { _ in .success(Array(text.utf8)) }
        let loader = ConfigurationLoader(root: "/p", today: CalendarDay("2026-11-28"), readFile: read)
        let errors = loader.load("assay.yaml").lines(.error)
        #expect(errors.isEmpty == isRight, "\(errors)")
        #expect(ConfigurationLoader(root: "/p", readFile: read).load("assay.yaml").lines(.error).isEmpty)
    }

    @Test(
        "a gate that does not say otherwise allows no waiver",
        arguments: ["", "\n  enforcement: {blocking: true}", "\n  enforcement: {bypass_allowed: false}"]
    )
    func refused(_ bypass: String) {
        let errors = load(Self.gate(bypass) + Self.waiverText()).lines(.error)
        #expect(errors.count == 1)
        #expect(errors.first?.contains("'security_gate' allows no waiver") == true)
        #expect(errors.first?.hasPrefix(bypass.isEmpty ? "6:16" : "7:16") == true, "\(errors)")
    }

    @Test(
        "a waiver without owner, reason or end, or of nothing, is a mistake with its place",
        arguments: [
            (waiverText("owner:"), "needs 'owner'"), (waiverText("reason:"), "needs 'reason'"),
            (waiverText("expires:"), "needs 'expires'"), (waiverText("criterion:"), "needs 'criterion'"),
            (waiverText("expires: 2026-02-30"), "must be a day of the calendar such as 2026-12-31, not '2026-02-30'"),
            (waiverText("expires: soon"), "not 'soon'"), (waiverText("expires: 30 days"), "not '30 days'"),
            (waiverText("criterion: vulnerability_scan.high"), "does not begin with the name of a gate"),
            (waiverText("criterion: security_gate"), "does not begin with the name of a gate"),
            (waiverText("criterion: security_gate.vulnerability_scan.hihg"), "no criterion 'vulnerability_scan.hihg'"),
            (waiverText("criterion: coverage_gate.overall.threshold"), "'coverage_gate' is not configured"),
            (waiverText("until: 2026-12-31"), "unknown key 'until'"),
            (
                waiverText("criterion: security_gate.dependency_scan.outdated_threshold", "finding: left-pad"),
                "is not a count of findings"
            ),
        ]
    )
    func mistakes(_ waiver: String, _ message: String) {
        let errors = load(Self.gate() + waiver).lines(.error)
        #expect(errors.contains { $0.contains(message) }, "\(errors)")
    }

    @Test("one finding of a largest value cannot be waived: what the next one measures is not known")
    func maximum() {
        let errors = load(
            """
            code_quality_gate:
              enforcement: {bypass_allowed: true}
              criteria: {code_complexity: {cyclomatic_complexity: "<= 10"}}
            waivers:
              - {criterion: code_quality_gate.code_complexity.cyclomatic_complexity, finding: parse, owner: G,
                reason: legacy parser, expires: 2026-12-31}
            """
        ).lines(.error)
        #expect(errors.count == 1)
        #expect(errors.first?.contains("is the largest value of all") == true, "\(errors)")
    }

    private static let raw = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    private static let pem = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----

        """

    private static func keysText(
        _ key: String,
        criteria: String = "[compliance.*, accessibility.screen_reader]"
    ) -> String {
        """
        attestation_keys:
          ada:
            public_key: "\(key)"
            person: Ada Example
            role: auditor
            criteria: \(criteria)
            expires: 2027-01-31
        attestations: audits/*.json
        coverage_gate:
          criteria:
            overall: {threshold: 80%}

        """
    }

    @Test("a key stands in the file in base64, or in a PEM file of the project", arguments: [raw, "keys/ada.pem"])
    func reading(_ written: String) throws {
        let files = ["assay.yaml": Self.keysText(written), "keys/ada.pem": Self.pem]
        let project = try #require(load(files).project, "\(load(files).lines(.error))")
        let key = try #require(project.attestationKeys.first)
        #expect(key.key == PublicKey(Self.raw))
        #expect((key.name, key.person, key.role) == ("ada", "Ada Example", "auditor"))
        #expect(key.criteria == ["compliance.*", "accessibility.screen_reader"])
        #expect(key.expires == CalendarDay("2027-01-31"))
        #expect(project.attestations == ["audits/*.json"])
    }

    @Test(
        "what is no key, or may attest nothing, is a mistake",
        arguments: [
            (keysText("AAAA"), "neither 32 bytes in base64 nor a file"), (keysText("/etc/ada.pem"), "neither 32 bytes"),
            (keysText("../ada.pem"), "neither 32 bytes"), (keysText("keys/none.pem"), "cannot read 'keys/none.pem'"),
            (keysText("keys/bad.pem"), "holds no Ed25519 public key"),
            (keysText(raw, criteria: "[]"), "'criteria' is empty"),
            (keysText(raw, criteria: "coverage.*"), "matches no criterion that a statement can carry"),
            (keysText(raw, criteria: "linting.pass_rate"), "matches no criterion that a statement can carry"),
        ]
    )
    func noKey(_ text: String, _ message: String) {
        let errors = load(["assay.yaml": text, "keys/bad.pem": "no key"]).lines(.error)
        #expect(errors.contains { $0.contains(message) }, "\(errors)")
    }
}
