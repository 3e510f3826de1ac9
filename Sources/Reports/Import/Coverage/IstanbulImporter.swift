package import Core
package import Scanning

/// Istanbul's `coverage-final.json`, as nyc, Jest, Vitest and c8 write it.
package enum IstanbulImporter: Importer {
    package static let format = FormatDescription(id: "istanbul", title: "Istanbul coverage JSON", feeds: .coverage)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let members = head.members else { return false }
        return members.contains { $0.keys.contains("statementMap") || ($0.keys == ["data"]) }
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("must be an object of files", at: json.offset) }
        var reader = IstanbulReader()
        try json.beginObject()
        while let key = try json.nextKey() {
            guard try json.peek() == .object else { throw json.error("a file must be an object", at: json.offset) }
            try reader.readFile(CoverageNumbers.path(key.string), &json)
        }
        try json.finish()
        reader.report(into: &report)
    }
}
