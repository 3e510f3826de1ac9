import Core
import Reports
import Scanning

/// Reads summaries; what is wrong with one is a usage error that names the place.
enum SummaryFile {
    static func read(_ path: String) throws -> RunSummary {
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
        return try file.withBytes { bytes in
            do throws(SummaryError) {
                return try SummaryCodec.decode(bytes)
            } catch {
                throw CommandFailure(.usage, "\(path): \(error)")
            }
        }
    }
}
