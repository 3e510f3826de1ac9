package import Core
package import Scanning

/// pip-licenses as JSON or CSV: the packages of a Python environment.
package enum PipLicensesImporter: Importer {
    package static let format = FormatDescription(
        id: "pip-licenses",
        title: "pip-licenses JSON and CSV",
        feeds: .packages
    )

    /// The columns that may hold the licence, the most exact first; which there are depends on `--from`.
    private static let columns = ["License-Expression", "License", "License-Classifier", "License-Metadata"]

    package static func recognises(_ head: DocumentHead) -> Bool {
        if case .text(let line) = head.content { return header(line) != nil }
        let keys = Set(head.elementKeys)
        return keys.isSuperset(of: ["Name", "Version"]) && !keys.isDisjoint(with: columns)
    }

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let start = DocumentHead.firstVisible(bytes)
        let isJSON = start < bytes.count && (bytes[start] == UInt8(ascii: "[") || bytes[start] == UInt8(ascii: "{"))
        let records = isJSON ? try json(bytes, &report) : try csv(bytes)
        var inventory = PackageInventory()
        for record in records {
            guard let name = record["Name"], !name.isEmpty, columns.contains(where: { record[$0] != nil }) else {
                report.fail("a record has no 'Name' or no licence: not what pip-licenses writes")
                continue
            }
            let licence = columns.compactMap { LicenceText.known(record[$0]) }.first
            inventory.entries.append(
                PackageInventory.Entry(
                    name: name,
                    version: record["Version"],
                    licences: licence.map(several) ?? []
                )
            )
        }
        report.tool = "pip-licenses"
        report.packages = inventory
        if inventory.entries.isEmpty { report.note("lists no package") }
    }

    /// Several classifiers of one package are joined by semicolons: each of them holds.
    private static func several(_ text: String) -> [String] {
        text.split(separator: ";").compactMap { LicenceText.known(String($0)) }
    }

    private static func json(_ bytes: Bytes, _ report: inout Report) throws(ScanError) -> [[String: String]] {
        let keys = ["Name", "Version"] + columns
        return report.records(try JSONSelection(keys).document(bytes)).map { record in
            var fields: [String: String] = [:]
            for key in keys { fields[key] = record.at(key)?.string }
            return fields
        }
    }

    private static func csv(_ bytes: Bytes) throws(ScanError) -> [[String: String]] {
        guard bytes.last == 0x0A else {
            throw ScanError("the last line has no end: the file is cut short", at: bytes.count, in: bytes)
        }
        var csv = CSVReader(bytes)
        var names: [String] = []
        guard try csv.next(into: &names), names.contains("Name") else {
            throw ScanError("the header has no 'Name'", at: 0, in: bytes)
        }
        var fields: [String] = []
        var records: [[String: String]] = []
        while try csv.next(into: &fields) {
            guard fields.count == names.count else {
                let message = "record at line \(csv.lineNumber) has \(fields.count) fields, the header \(names.count)"
                throw ScanError(message, at: 0, in: bytes)
            }
            let clean = fields.map { Text.clean($0, limit: 2_048) }
            records.append(Dictionary(zip(names, clean)) { first, _ in first })
        }
        return records
    }

    private static func header(_ line: Bytes) -> [String]? {
        guard line.hasPrefix("\"") else { return nil }
        var csv = CSVReader(line)
        var fields: [String] = []
        guard let found = try? csv.next(into: &fields), found, fields.contains("Name"), fields.contains("Version"),
            columns.contains(where: { fields.contains($0) })
        else { return nil }
        return fields
    }
}
