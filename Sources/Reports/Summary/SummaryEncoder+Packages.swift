import Core
import Scanning

extension SummaryEncoder {
    static func packages(_ inventory: PackageInventory) -> JSON {
        var fields = SummaryFields()
        fields.add("entries", inventory.entries) { entry in
            var fields = SummaryFields()
            fields.add("name", entry.name)
            fields.add("version", entry.version)
            fields.add("purl", entry.purl)
            fields.add("licences", entry.licences)
            fields.add("kind", entry.kind)
            fields.add("root", entry.isRoot)
            return fields.json
        }
        return fields.json
    }
}
