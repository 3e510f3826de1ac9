import Core
import Reports
import Testing

@Suite struct SPDXTagValueImporterTests {
    private let text = """
        SPDXVersion: SPDX-2.3
        SPDXID: SPDXRef-DOCUMENT
        Creator: Tool: x-1
        # a comment
        PackageName: app
        SPDXID: SPDXRef-app
        PackageComment: <text>two
        lines: with a colon</text>
        PackageName: b
        SPDXID: SPDXRef-b
        PackageVersion: 2
        PackageLicenseConcluded: NOASSERTION
        PackageLicenseDeclared: (MIT OR ISC)
        ExternalRef: PACKAGE-MANAGER purl pkg:npm/b@2
        FileName: ./f
        SPDXID: SPDXRef-file
        LicenseConcluded: GPL-2.0-only
        Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
        Relationship: SPDXRef-app CONTAINS SPDXRef-file
        Relationship: SPDXRef-app DEPENDS_ON SPDXRef-b

        """

    @Test("packages with the facts that follow them; files and long texts are stepped over")
    func packages() {
        #expect(entries(text, "spdx-tv") == ["app|||own", "b 2|(MIT OR ISC)|pkg:npm/b@2|"])
        #expect(imported(text).tool == "x-1")
    }

    @Test("a document without its relationships may be cut, and says so")
    func noRelationships() {
        let cut = text.split(separator: "\n").prefix { !$0.hasPrefix("Relationship") }.joined(separator: "\n")
        #expect(
            entries(
                cut,
                "spdx-tv",
                warnings: ["no relationship says what the document describes: it may have been cut short"]
            )
            .count == 2
        )
    }

    @Test(
        "a line that is no fact, an open text, and an element that nothing defines are errors with their line",
        arguments: [
            ("Relationship: SPDXRef-app DEPENDS_ON SPDXRef-c\n", 21), ("Relationship: SPDXRef-app CONT\n", 21),
            ("PackageVer\n", 21), ("PackageComment: <text>open\nstill\n", 21),
        ]
    )
    func broken(end: String, line: Int) {
        let report = imported(text + end)
        #expect(report.status == .error)
        #expect(report.messages.first?.line == line)
        #expect(!report.carriesFigures)
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(["x", "SPDXVersion: SPDX-3.0\n", "SPDXVersion: SPDX-2.2\nPackageName: a\n"], "spdx-tv")
    }
}
