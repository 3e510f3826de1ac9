import Configuration
import Core
import Execution
import Glibc
import Profiling
import Scanning

/// A specification made of what somebody else says of data: a database's catalogue, an OpenAPI document, a JSON Schema.
enum SchemaSource {
    static func isDatabase(_ source: String) -> Bool {
        source.hasPrefix("postgres://") || source.hasPrefix("postgresql://")
    }

    static func spec(_ source: String, rows: Int) throws -> SpecText {
        if isDatabase(source) {
            let output = try Psql.output(of: DatabaseSchema.query, database: source)
            var lines: [JSON] = []
            for line in output.split(separator: 0x0A) {
                if let json = Array(line).withUnsafeBytes({ try? JSON(parsing: $0) }) { lines.append(json) }
            }
            guard !lines.isEmpty else {
                throw CommandFailure(.usage, "the database has no table in its current schema")
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

/// Asks a PostgreSQL through psql.
enum Psql {
    /// What a statement prints, without heads and frames.
    static func output(of statement: String, database: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let flat = statement.split(separator: "\n").joined(separator: " ")
        let words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", flat]
        let code = try run(words) { bytes += $0 }
        guard code == 0 else { throw CommandFailure(.infrastructure, "psql ended with \(code); its message is above") }
        return bytes
    }

    /// Runs a program whose output goes to `receive` and whose messages are shown: its exit code.
    static func run(_ words: [String], _ receive: (ArraySlice<UInt8>) throws -> Void) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CommandFailure(.infrastructure, "no pipe for \(words[0])") }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var variables: [UnsafeMutablePointer<CChar>?] =
            ProcessEnvironment.current().map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, words[0], &actions, nil, &arguments, &variables)
        close(ends[1])
        defer { close(ends[0]) }
        guard code == 0 else {
            throw CommandFailure(.infrastructure, "\(words[0]) cannot be started: \(String(cString: strerror(code)))")
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            try receive(buffer[..<count])
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
