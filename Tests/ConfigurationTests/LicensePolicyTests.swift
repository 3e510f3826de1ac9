import Configuration
import Core
import Testing

@Suite("license_policy")
struct LicensePolicyTests {
    private func text(_ policy: String) -> String {
        "security_gate:\n  criteria: {dependency_scan: {license_compliance: compliant}}\n  license_policy: \(policy)\n"
    }

    @Test("lists, single values and exemptions with their reasons")
    func reads() throws {
        let loaded = load(
            text(
                "{allow: [MIT, \"GPL-*\", BSD License], deny: AGPL-3.0-only, ignore: [{package: \"@us/*\", reason: ours}]}"
            ),
            partial: true
        )
        #expect(loaded.diagnostics == [])
        #expect(
            loaded.project?.gates.first?.licensePolicy
                == LicensePolicy(
                    allow: ["MIT", "GPL-*", "BSD License"],
                    deny: ["AGPL-3.0-only"],
                    ignore: [.init(package: "@us/*", reason: "ours")]
                )
        )
    }

    @Test(
        "a policy without a list, and an exemption without a reason, are errors",
        arguments: [
            ("{ignore: []}", "3:19 'license_policy' needs 'allow' or 'deny'"),
            ("{allow: []}", "3:19 'license_policy' needs 'allow' or 'deny'"),
            ("{allow: [MIT OR ISC]}", "3:28 list each licence of 'MIT OR ISC' by itself"),
            ("{allow: MIT, ignore: [{package: a}]}", "needs 'reason'"),
        ]
    )
    func errors(policy: String, expected: String) {
        let errors = load(text(policy), partial: true).lines(.error)
        #expect(errors.count == 1)
        #expect(errors.first?.contains(expected) == true, "\(errors)")
    }

    @Test("what looks like an identifier and is none is a warning with the likeliest one")
    func misspelt() {
        let warnings = load(text("{allow: [Apache-2, MIT License]}"), partial: true).lines(.warning)
        #expect(
            warnings == [
                "3:28 'Apache-2' is no identifier of SPDX; it means only a licence that is written just so [Apache-2.0]"
            ]
        )
    }

    @Test("only the security gate has a policy")
    func otherGate() {
        let other = "coverage_gate:\n  criteria: {overall: {threshold: 80%}}\n  license_policy: {allow: MIT}\n"
        #expect(load(other, partial: true).lines(.error).first?.contains("unknown key 'license_policy'") == true)
    }
}
