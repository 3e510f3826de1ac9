package import Core
package import Scanning

/// CycloneDX JSON: components with their licences, and vulnerabilities where the document has any.
package enum CycloneDXJSONImporter: Importer {
    package static let format = FormatDescription(id: "cyclonedx-json", title: "CycloneDX JSON", feeds: .packages)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("bomFormat") != nil && head.member("specVersion") != nil
    }

    /// Components inside of components, further down than any tool goes.
    private static let depth = 16

    private static let parts = [
        "type", "name", "group", "version", "purl", "bom-ref", "licenses.expression", "licenses.acknowledgement",
        "licenses.license.id", "licenses.license.name", "licenses.license.acknowledgement",
    ]

    private static let selection: JSONSelection = {
        var paths = [
            "bomFormat", "specVersion", "metadata.tools.name", "metadata.tools.version",
            "metadata.tools.components.name", "metadata.tools.components.version",
        ]
        for root in ["components", "metadata.component"] {
            var place = root
            for _ in 0..<depth {
                paths += parts.map { "\(place).\($0)" }
                place += ".components"
            }
            // Kept so that it can be seen.
            paths.append("\(place).name")
        }
        let vulnerability = [
            "id", "description", "rejected", "cwes", "ratings.severity", "ratings.score", "ratings.method",
            "analysis.state",
            "affects.ref", "references.id",
        ]
        paths += ["aggregate", "assemblies"].map { "compositions.\($0)" }
        return JSONSelection(paths + vulnerability.map { "vulnerabilities.\($0)" })
    }()

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        guard document.text("bomFormat") == "CycloneDX" else {
            report.fail("'bomFormat' is not CycloneDX")
            return
        }
        var inventory = PackageInventory()
        var known: [String: Finding.Package] = [:]
        if let root = document.at("metadata.component"), !root.isNull {
            add([root], isRoot: true, level: 0, &inventory, &known, &report)
        }
        let components = report.optionalRecords(document, "components")
        add(components, isRoot: false, level: 0, &inventory, &known, &report)
        report.tool = tool(document)
        report.packages = inventory
        let records = report.optionalRecords(document, "vulnerabilities")
        let vulnerabilities = records.compactMap { record -> CycloneDXVulnerability? in
            guard let id = record.text("id") else {
                report.fail("a vulnerability has no 'id'")
                return nil
            }
            // What its source has taken back is no vulnerability.
            return record.text("rejected") == nil ? vulnerability(id, record, known) : nil
        }
        report.tellIncomplete(document.records("compositions").compactMap { $0.text("aggregate") })
        report.add(vulnerabilities, of: inventory.entries)
        if !inventory.entries.contains(where: { !$0.isRoot }) { report.note("lists no component") }
    }

    private static func add(
        _ components: [JSON],
        isRoot: Bool,
        level: Int,
        _ inventory: inout PackageInventory,
        _ known: inout [String: Finding.Package],
        _ report: inout Report
    ) {
        guard level < depth else {
            if !components.isEmpty { report.fail("components are nested deeper than \(depth) levels") }
            return
        }
        for component in components {
            guard let name = component.text("name") else {
                // What the document is about need not have a name of its own.
                if isRoot, level == 0 { continue }
                report.fail("a component has no 'name'")
                continue
            }
            let entry = PackageInventory.Entry(
                name: component.text("group").map { "\($0)/\(name)" } ?? name,
                version: component.text("version"),
                purl: component.text("purl"),
                licences: licences(component),
                kind: component.text("type")?.lowercased(),
                isRoot: isRoot
            )
            inventory.entries.append(entry)
            if let reference = component.text("bom-ref") { known[reference] = Finding.Package(entry) }
            let inner = report.optionalRecords(component, "components")
            add(inner, isRoot: isRoot, level: level + 1, &inventory, &known, &report)
        }
    }

    /// What was concluded on looking, where that is said; else all that is declared.
    private static func licences(_ component: JSON) -> [String] {
        let choices = component.records("licenses")
        let concluded = choices.filter { choice in
            (choice.text("acknowledgement") ?? choice.text("license.acknowledgement")) == "concluded"
        }
        let holding = concluded.isEmpty ? choices : concluded
        let exact = holding.compactMap { LicenceText.known($0.text("expression") ?? $0.text("license.id")) }
        let named = holding.filter { $0.text("expression") == nil && $0.text("license.id") == nil }
            .compactMap { LicenceText.known($0.text("license.name")) }
        return exact + LicenceText.withoutClassifiers(named, besideIdentifiers: !exact.isEmpty)
    }

    /// The first tool, in the present form (components) or the older one (a list).
    private static func tool(_ document: JSON) -> String? {
        let first = document.records("metadata.tools.components").first ?? document.records("metadata.tools").first
        guard let name = first?.text("name") else { return nil }
        return first?.text("version").map { "\(name) \($0)" } ?? name
    }

    private static func vulnerability(
        _ id: String,
        _ record: JSON,
        _ known: [String: Finding.Package]
    ) -> CycloneDXVulnerability {
        CycloneDXVulnerability(
            id: id,
            description: record.text("description"),
            ratings: record.records("ratings").map { rating in
                CycloneDXVulnerability.Rating(
                    severity: rating.text("severity"),
                    score: rating.at("score")?.double,
                    method: rating.text("method")
                )
            },
            cwe: record.weaknesses("cwes"),
            state: record.text("analysis.state"),
            references: record.records("references").compactMap { $0.text("id") },
            affected: record.records("affects").compactMap { $0.text("ref") }.map {
                known[$0] ?? Finding.Package(reference: $0)
            }
        )
    }
}
