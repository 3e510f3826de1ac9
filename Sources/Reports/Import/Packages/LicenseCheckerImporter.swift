package import Core
package import Scanning

/// license-checker JSON (and license-checker-rseidelsohn's): the packages of a Node project by `name@version`.
package enum LicenseCheckerImporter: Importer {
    package static let format = FormatDescription(
        id: "license-checker",
        title: "license-checker JSON",
        feeds: .packages
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let members = head.members, !members.isEmpty else { return false }
        return members.allSatisfy { $0.key.dropFirst().contains("@") && $0.keys.contains("licenses") }
    }

    private static let selection = JSONSelection(["*.licenses"])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        guard let members = try selection.document(bytes).object else {
            report.fail("the document is no object: not what license-checker writes")
            return
        }
        var inventory = PackageInventory()
        var guessed = 0
        for member in members {
            guard let at = member.key.lastIndex(of: "@"), at > member.key.startIndex,
                let licences = member.value.at("licenses"), licences.string != nil || licences.array != nil
            else {
                report.fail("'\(Text.clean(member.key, limit: 80))' has no version or no 'licenses'")
                continue
            }
            let texts = member.value.texts("licenses").compactMap { LicenceText.known($0) }
            if texts.contains(where: { $0.hasSuffix("*") }) { guessed += 1 }
            inventory.entries.append(
                PackageInventory.Entry(
                    name: String(member.key[..<at]),
                    version: String(member.key[member.key.index(after: at)...]),
                    licences: texts.map { $0.hasSuffix("*") ? String($0.dropLast()) : $0 }
                )
            )
        }
        report.tool = "license-checker"
        report.packages = inventory
        if guessed > 0 { report.note("the licences of \(guessed) packages were guessed from their files") }
        if inventory.entries.isEmpty { report.note("lists no package") }
    }
}
