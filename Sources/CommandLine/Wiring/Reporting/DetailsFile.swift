import Core
import History
import Reports
import Scanning
import Storage

/// What a run has left for its reports besides the summary: `details.json`, and the record of its tests.
enum DetailsFile {
    static let name = "details.json"

    /// A file that cannot be written is a warning: the page of the run has it all.
    static func write(_ details: RunDetails, to folder: String) {
        do throws(StorageError) {
            try ReplacementFile.write(DetailsCodec.encode(details), to: "\(folder)/\(name)")
        } catch {
            Console.error("warning: later reports of this run will show less: \(error)")
        }
    }

    /// What is there of it; nothing for a run of an earlier version of Assay.
    static func read(_ folder: RunFolder) -> RunDetails {
        var details = RunDetails()
        if let file = try? MappedFile(path: "\(folder.path)/\(name)") {
            details = file.withBytes { DetailsCodec.decode(Array($0)) } ?? details
        }
        let runs = RecordFolder(String(folder.path.dropLast(folder.id.count + 1)))
        details.tests = (try? runs.read(folder.id).get())?.tests ?? []
        return details
    }
}
