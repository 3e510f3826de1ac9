import Scanning

/// A file of the system that holds a few lines.
enum SmallFile {
    private static let limit = 1 << 20

    /// nil where it is not there, or is no such file.
    static func text(_ path: String) -> String? {
        guard let file = try? MappedFile(path: path), file.size <= limit else { return nil }
        return file.withBytes { Text.lossy($0, limit: limit) }
    }
}
