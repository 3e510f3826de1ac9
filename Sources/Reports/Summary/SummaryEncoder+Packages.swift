import Core
import Scanning

extension SummaryEncoder {
    static func packages(_ inventory: PackageInventory, _ json: inout JSONWriter) {
        json.add("entries", inventory.entries) { entry, json in
            json.add("name", entry.name)
            json.add("version", entry.version)
            json.add("purl", entry.purl)
            json.add("licences", entry.licences)
            json.add("kind", entry.kind)
            json.add("root", entry.isRoot)
        }
    }
}
