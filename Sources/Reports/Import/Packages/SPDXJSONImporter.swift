package import Core
package import Scanning

/// SPDX 2 JSON, as it is or inside of `sbom`, as GitHub exports it.
package enum SPDXJSONImporter: Importer {
    package static let format = FormatDescription(id: "spdx-json", title: "SPDX 2 JSON", feeds: .packages)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("spdxVersion") != nil || head.member("sbom")?.keys.contains("spdxVersion") ?? false
    }

    private static let paths = [
        "spdxVersion", "creationInfo.creators", "documentDescribes", "packages.SPDXID", "packages.name",
        "packages.versionInfo", "packages.licenseConcluded", "packages.licenseDeclared",
        "packages.primaryPackagePurpose", "packages.externalRefs.referenceType",
        "packages.externalRefs.referenceLocator", "relationships.spdxElementId", "relationships.relationshipType",
        "relationships.relatedSpdxElement",
    ]

    private static let selection = JSONSelection(paths + paths.map { "sbom.\($0)" })

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let whole = try selection.document(bytes)
        let document = whole.at("sbom") ?? whole
        guard document.text("spdxVersion")?.hasPrefix("SPDX-2") ?? false else {
            report.fail("'spdxVersion' names no version 2 of SPDX")
            return
        }
        var spdx = SPDXDocument()
        spdx.described = Set(document.texts("documentDescribes"))
        for record in report.optionalRecords(document, "packages") {
            guard let name = record.text("name"), let id = record.text("SPDXID") else {
                report.fail("a package has no 'name' or no 'SPDXID'")
                continue
            }
            let reference = record.records("externalRefs").first { $0.text("referenceType") == "purl" }
            spdx.packages.append(
                SPDXDocument.Package(
                    id: id,
                    name: name,
                    version: record.text("versionInfo"),
                    purl: reference?.text("referenceLocator"),
                    concluded: record.text("licenseConcluded"),
                    declared: record.text("licenseDeclared"),
                    purpose: record.text("primaryPackagePurpose")
                )
            )
        }
        for relation in report.optionalRecords(document, "relationships")
        where relation.text("spdxElementId") == "SPDXRef-DOCUMENT" {
            guard ["DESCRIBES", "DESCRIBE"].contains(relation.text("relationshipType")),
                let target = relation.text("relatedSpdxElement")
            else { continue }
            spdx.described.insert(target)
        }
        report.tool = SPDXDocument.tool(document.texts("creationInfo.creators"))
        report.packages = spdx.inventory
        if spdx.packages.isEmpty { report.note("lists no package") }
    }
}
