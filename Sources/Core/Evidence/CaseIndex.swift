/// The project's files by their names in small letters; made where the first path asks.
struct CaseIndex {
    private let files: Set<String>
    private var lowered: [String: String]?

    init(_ files: Set<String>) { self.files = files }

    /// The file that the path would mean if the case of letters did not matter; nil where there is none, or several.
    mutating func file(_ path: ReportedPath) -> String? {
        let index = lowered ?? Dictionary(files.map { ($0.lowercased(), $0) }) { _, _ in "" }
        lowered = index
        for ending in path.endings {
            guard let file = index[ending.lowercased()], !file.isEmpty else { continue }
            return file == ending ? nil : file
        }
        return nil
    }
}
