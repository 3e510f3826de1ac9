import Configuration
import Core
import Profiling
import Scanning

/// A specification made of what somebody else says of data: a database's catalogue, an OpenAPI document, a JSON Schema.
enum SchemaSource {
    static func spec(_ source: String, rows: Int) throws -> SpecText {
        if let database = SourceDatabase(source) {
            var lines: [JSON] = []
            for line in try database.answer(DatabaseSchema.query).split(separator: 0x0A) {
                if let json = Array(line).withUnsafeBytes({ try? JSON(parsing: $0) }) { lines.append(json) }
            }
            guard !lines.isEmpty else {
                throw CommandFailure(.usage, "\(database.name) has no table in its current schema")
            }
            return DatabaseSchema(lines).spec(rows: rows)
        }
        let (json, diagnostics) = StubFiles.document(name: source, bytes: try MockFiles.bytes(of: source))
        MockFiles.show(diagnostics)
        guard let json else { throw CommandFailure(.usage, "\(source) cannot be read") }
        guard let schema = DocumentSchema(json) else {
            throw CommandFailure(.usage, "\(source) describes no object: neither `components.schemas` nor `properties`")
        }
        return schema.spec(rows: rows)
    }
}
