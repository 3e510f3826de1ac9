import Core
import Scanning
import Selection

/// Reads the import lines of a project's files.
struct ImportReader {
    let root: String

    /// What is larger was not written by a person.
    private static let sizeLimit = 512 << 10
    /// In a project of more files, imports are not looked at: maps and declarations tell more.
    private static let fileLimit = 20_000

    /// nil where there are too many files.
    func graph(_ files: [String]) -> ImportGraph? {
        let known = files.filter { ImportLanguage(path: $0) != nil }
        guard known.count <= Self.fileLimit else { return nil }
        var imports: [String: [ImportedName]] = [:]
        for path in known {
            guard let language = ImportLanguage(path: path), let file = try? MappedFile(path: "\(root)/\(path)"),
                file.size <= Self.sizeLimit
            else { continue }
            imports[path] = ImportLexer.names(in: file.withBytes { Array($0) }, language)
        }
        return ImportGraph(files: files, imports: imports)
    }
}
