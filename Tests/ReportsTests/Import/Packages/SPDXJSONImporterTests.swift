import Core
import Reports
import Testing

@Suite struct SPDXJSONImporterTests {
    private let packages = #"""
        "packages": [{"SPDXID": "SPDXRef-a", "name": "a"},
        {"SPDXID": "SPDXRef-b", "name": "b", "versionInfo": "2", "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "MIT", "externalRefs": [{"referenceType": "cpe23Type", "referenceLocator": "c"},
        {"referenceType": "purl", "referenceLocator": "pkg:npm/b@2"}]},
        {"SPDXID": "SPDXRef-c", "name": "c", "licenseConcluded": "Apache-2.0", "licenseDeclared": "MIT",
        "primaryPackagePurpose": "OPERATING-SYSTEM"}]
        """#

    @Test("the concluded licence, else the declared one; the one package described is the project's own")
    func packagesAndRoot() {
        let relation =
            #"{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}"#
        let text =
            #"{"spdxVersion": "SPDX-2.3", "creationInfo": {"creators": ["Organization: x", "Tool: syft-1"]}, \#(packages), "relationships": [\#(relation)]}"#
        let expected = ["a|||own", "b 2|MIT|pkg:npm/b@2|", "c|Apache-2.0||"]
        #expect(entries(text, "spdx-json") == expected)
        #expect(imported(text).tool == "syft-1")
        #expect(imported(text).packages?.entries.last?.kind == "operating-system")
        // As GitHub exports it.
        #expect(entries(#"{"sbom": \#(text)}"#, "spdx-json") == expected)
    }

    @Test("where the document describes every package, none of them is the project itself")
    func allDescribed() {
        let text = #"{"spdxVersion": "SPDX-2.2", "documentDescribes": ["SPDXRef-a", "SPDXRef-b"], \#(packages)}"#
        #expect(imported(text).packages?.entries.contains { $0.isRoot } == false)
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", #"{"spdxVersion": "SPDX-3.0"}"#, #"{"spdxVersion": "SPDX-2.3", "packages": [{"name": "a"}]}"#,
                #"{"spdxVersion": "SPDX-2.3", "packages": {}}"#,
            ],
            "spdx-json"
        )
    }
}
