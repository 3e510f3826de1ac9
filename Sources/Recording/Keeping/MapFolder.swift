import Glibc
import Scanning
package import Selection
package import Storage

/// The maps of a project's runs, each beside the run's own record.
package enum MapFolder {
    package static let name = "touched.json"

    /// More bytes than this are no map.
    private static let limit = 512 << 20
    /// Of older runs nothing is left that newer ones do not know better.
    package static let runs = 40

    package static func write(_ map: FileMap, to folder: String) throws(StorageError) {
        try ReplacementFile.write(MapCodec.encode(map), to: "\(folder)/\(name)")
    }

    /// What the newest runs know together; damaged maps are named, and count for nothing.
    ///
    /// `folders`: each with a folder for each run, whose names sort by time.
    package static func read(_ folders: [String]) -> (map: FileMap, damaged: [String]) {
        var found: [(run: String, path: String)] = []
        for folder in folders {
            for run in runs(in: folder) { found.append((run, "\(folder)/\(run)/\(name)")) }
        }
        var map = FileMap()
        var damaged: [String] = []
        var seen: Set<String> = []
        for (run, path) in found.sorted(by: { $0.run > $1.run }) where seen.insert(run).inserted {
            guard seen.count <= runs else { break }
            guard let file = try? MappedFile(path: path), file.size <= limit,
                let read = file.withBytes({ MapCodec.decode($0) })
            else {
                damaged.append(path)
                continue
            }
            if map.isEmpty { map = read } else { map.merge(read) }
        }
        return (map, damaged)
    }

    private static func runs(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var runs: [String] = []
        while let entry = readdir(stream) {
            let run = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !run.hasPrefix("."), access("\(folder)/\(run)/\(name)", R_OK) == 0 { runs.append(run) }
        }
        return runs
    }
}
