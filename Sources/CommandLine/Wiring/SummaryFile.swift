import Core
import Execution
import Judging
import Reports
import Scanning
import Storage
import Wire

/// A summary that was read, with its file, so that a verdict can be recorded without writing every report anew.
struct SummaryFile {
    let summary: RunSummary
    private let path: String
    private let file: MappedFile
    /// Where the file holds the reports; nil where that is not known.
    private let list: ByteRange?

    /// What is wrong with a summary is a usage error that names the place.
    static func read(_ path: String) async throws -> SummaryFile {
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
        let known = await reports(of: file)
        let summary = try file.withBytes { bytes in
            do throws(SummaryError) {
                return try SummaryCodec.decode(bytes, known: known)
            } catch {
                throw CommandFailure(.usage, "\(path): \(error)")
            }
        }
        return SummaryFile(summary: summary, path: path, file: file, list: known?.list)
    }

    /// The reports of a large summary, read by as many tasks as there are processors; nil where they cannot be told apart.
    private static func reports(of file: MappedFile) async -> (list: ByteRange, reports: [Report])? {
        let cores = MachineProbe().machine().cores
        guard cores > 1, let parts = file.withBytes({ SummaryParts($0, count: 16 * cores) }) else { return nil }
        let read = await Parallel.map(parts.parts, width: cores, sharing: WireMemory.init) { part, memory in
            file.withBytes { parts.reports(part, in: $0, memory) }
        }
        guard !read.contains(where: { $0 == nil }) else { return nil }
        return (parts.list, read.reduce(into: []) { $0 += $1 ?? [] })
    }

    /// A file that will take this one's place, with what no verdict changes written to it, on a thread of its own; nil
    /// where the summary is to be written as a whole.
    func copied() async -> Result<ReplacementFile, StorageError>? {
        guard let list else { return nil }
        return await DedicatedThread.value { [path, file] in
            do throws(StorageError) {
                let copy = try ReplacementFile(of: path)
                copy.reserve(list.end)
                try copy.append(ByteRange(0, list.end), of: file)
                return .success(copy)
            } catch {
                return .failure(error)
            }
        }
    }

    /// Writes the summary as it was judged to where it was read from, by its copy where there is one.
    func record(_ judged: RunSummary, by copy: Result<ReplacementFile, StorageError>?) throws {
        guard let copy else { return try OutputFile.write(SummaryCodec.encode(judged), to: path) }
        try OutputFile.telling { () throws(StorageError) in
            let file = try copy.get()
            try file.append(SummaryCodec.tail(judged))
            try file.commit()
        }
    }
}
