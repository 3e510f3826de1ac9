package import Core
package import Scanning

/// CycloneDX XML: as the JSON form; vulnerabilities may also stand below a component, as in the extension of 2019.
package enum CycloneDXXMLImporter: Importer {
    package static let format = FormatDescription(id: "cyclonedx-xml", title: "CycloneDX XML", feeds: .packages)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let root = head.root, root.name == "bom" else { return false }
        return ["metadata", "components", "services", "vulnerabilities"].contains(root.firstChild ?? "components")
    }

    /// Components inside of components, further down than any tool goes.
    private static let depth = 16

    private static let licences = XMLSelection(
        "licenses",
        [],
        [
            .text("expression", ["acknowledgement"]),
            XMLSelection("license", ["acknowledgement"], [.text("id"), .text("name")]),
        ]
    )

    private static let vulnerabilities = XMLSelection(
        "vulnerabilities",
        [],
        [
            XMLSelection(
                "vulnerability",
                ["ref"],
                [
                    .text("id"), .text("description"), .text("rejected"), XMLSelection("cwes", [], [.text("cwe")]),
                    XMLSelection(
                        "ratings",
                        [],
                        [
                            XMLSelection(
                                "rating",
                                [],
                                [.text("severity"), .text("method"), .text("score")]
                            )
                        ]
                    ),
                    XMLSelection("analysis", [], [.text("state")]),
                    XMLSelection("affects", [], [XMLSelection("target", [], [.text("ref")])]),
                    XMLSelection("references", [], [XMLSelection("reference", [], [.text("id")])]),
                ]
            )
        ]
    )

    private static func component(_ levels: Int) -> XMLSelection {
        var parts: [XMLSelection] = [
            .text("group"), .text("name"), .text("version"), .text("purl"), licences, vulnerabilities,
        ]
        parts.append(XMLSelection("components", [], levels > 0 ? [component(levels - 1)] : [.init("component")]))
        return XMLSelection("component", ["type", "bom-ref"], parts)
    }

    private static let selection = XMLSelection(
        "bom",
        [],
        [
            XMLSelection(
                "metadata",
                [],
                [
                    component(depth),
                    XMLSelection(
                        "tools",
                        [],
                        [
                            XMLSelection("tool", [], [.text("name"), .text("version")]),
                            XMLSelection(
                                "components",
                                [],
                                [XMLSelection("component", [], [.text("name"), .text("version")])]
                            ),
                        ]
                    ),
                ]
            ), XMLSelection("components", [], [component(depth)]), vulnerabilities,
            XMLSelection("compositions", [], [XMLSelection("composition", [], [.text("aggregate")])]),
        ]
    )

    /// Entries and vulnerabilities as they are found.
    private struct Found {
        var inventory = PackageInventory()
        var known: [String: Finding.Package] = [:]
        var inner: [CycloneDXVulnerability] = []
    }

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        var found = Found()
        let metadata = root.first("metadata")
        add(metadata?.all("component") ?? [], isRoot: true, level: 0, &found, &report)
        add(root.all("components").flatMap { $0.all("component") }, isRoot: false, level: 0, &found, &report)
        let tools = metadata?.first("tools")
        if let tool = tools?.first("components")?.first("component") ?? tools?.first("tool") {
            report.tool = [tool.childText("name"), tool.childText("version")].compactMap(\.self).joined(separator: " ")
        }
        report.packages = found.inventory
        let vulnerabilities = read(root.all("vulnerabilities"), nil, found.known, &report)
        report.add(found.inner + vulnerabilities, of: found.inventory.entries)
        report.tellIncomplete(
            root.all("compositions").flatMap { $0.all("composition") }.compactMap { $0.childText("aggregate") }
        )
        if !found.inventory.entries.contains(where: { !$0.isRoot }) { report.note("lists no component") }
    }

    private static func add(
        _ components: [SelectedElement],
        isRoot: Bool,
        level: Int,
        _ found: inout Found,
        _ report: inout Report
    ) {
        guard level <= depth else {
            if !components.isEmpty { report.fail("components are nested deeper than \(depth) levels") }
            return
        }
        for component in components {
            guard let name = component.childText("name") else {
                // What the document is about need not have a name of its own.
                if isRoot, level == 0 { continue }
                report.fail("a component has no 'name'")
                continue
            }
            let entry = PackageInventory.Entry(
                name: component.childText("group").map { "\($0)/\(name)" } ?? name,
                version: component.childText("version"),
                purl: component.childText("purl"),
                licences: licences(component),
                kind: component["type"]?.lowercased(),
                isRoot: isRoot
            )
            found.inventory.entries.append(entry)
            if let reference = component["bom-ref"] { found.known[reference] = Finding.Package(entry) }
            found.inner += read(component.all("vulnerabilities"), Finding.Package(entry), found.known, &report)
            let inner = component.all("components").flatMap { $0.all("component") }
            add(inner, isRoot: isRoot, level: level + 1, &found, &report)
        }
    }

    private static func licences(_ component: SelectedElement) -> [String] {
        let choices = component.all("licenses").flatMap(\.children)
        let concluded = choices.filter { $0["acknowledgement"] == "concluded" }
        let holding = concluded.isEmpty ? choices : concluded
        let exact = holding.compactMap { choice in
            LicenceText.known(choice.name == "expression" ? choice.text : choice.childText("id"))
        }
        let named = holding.filter { $0.name == "license" && $0.childText("id") == nil }
            .compactMap { LicenceText.known($0.childText("name")) }
        return exact + LicenceText.withoutClassifiers(named, besideIdentifiers: !exact.isEmpty)
    }

    private static func read(
        _ lists: [SelectedElement],
        _ owner: Finding.Package?,
        _ known: [String: Finding.Package],
        _ report: inout Report
    ) -> [CycloneDXVulnerability] {
        lists.flatMap { $0.all("vulnerability") }.compactMap { element in
            guard let id = element.childText("id") else {
                report.fail("a vulnerability has no 'id'")
                return nil
            }
            // What its source has taken back is no vulnerability.
            if element.childText("rejected") != nil { return nil }
            let targets = element.all("affects").flatMap { $0.all("target") }.compactMap { $0.childText("ref") }
            return CycloneDXVulnerability(
                id: id,
                description: element.childText("description"),
                ratings: element.all("ratings").flatMap { $0.all("rating") }.map { rating in
                    CycloneDXVulnerability.Rating(
                        severity: rating.childText("severity"),
                        score: rating.childText("score").flatMap { Double($0) },
                        method: rating.childText("method")
                    )
                },
                cwe: CWE.numbers(element.all("cwes").flatMap { $0.all("cwe") }.map(\.text)),
                state: element.first("analysis")?.childText("state"),
                references: element.all("references").flatMap { $0.all("reference") }.compactMap { $0.childText("id") },
                affected: owner.map { [$0] } ?? targets.map { known[$0] ?? Finding.Package(reference: $0) }
            )
        }
    }
}
