package import Engine
import GRDB

/// What coverage.py has measured by test: its database of schema 7 and up, with contexts.
package enum CoverageContexts {
    /// By file, the contexts that reach it, the empty one left out.
    package static func read(_ path: String) throws(HistoryError) -> [String: Set<String>] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { database in
                var found: [String: Set<String>] = [:]
                let query = """
                    SELECT DISTINCT file.path, context.context FROM \
                    (SELECT file_id, context_id FROM line_bits UNION SELECT file_id, context_id FROM arc) AS reached \
                    JOIN file ON file.id = reached.file_id JOIN context ON context.id = reached.context_id \
                    WHERE context.context != ''
                    """
                let rows = try Row.fetchCursor(database, sql: query)
                while let row = try rows.next() {
                    guard let file: String = row[0], let context: String = row[1] else { continue }
                    found[file, default: []].insert(context)
                }
                return found
            }
        } catch {
            throw HistoryError(.other, path: path, message: "it is no database of coverage.py with contexts (\(error))")
        }
    }
}
