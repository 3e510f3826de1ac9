import Core
import Scanning

extension SummaryDecoder {
    static func packages(_ json: inout JSONReader) throws(ScanError) -> PackageInventory {
        var inventory = PackageInventory()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "entries": inventory.entries = try json.list(entry)
            default: try json.skipValue()
            }
        }
        return inventory
    }

    private static func entry(_ json: inout JSONReader) throws(ScanError) -> PackageInventory.Entry {
        let start = json.offset
        var name: String?
        var entry = PackageInventory.Entry(name: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": name = try json.readString()
            case "version": entry.version = try json.readString()
            case "purl": entry.purl = try json.readString()
            case "licences": entry.licences = try json.words()
            case "kind": entry.kind = try json.readString()
            case "root": entry.isRoot = try json.readBool()
            default: try json.skipValue()
            }
        }
        entry.name = try json.required(name, "name", start)
        return entry
    }
}
