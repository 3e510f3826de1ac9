package import Engine
import Glibc

/// Keeps reports in a folder of this machine or of a mounted one.
package struct FolderReportStore: ReportStore {
    /// Absolute path; made where it is missing.
    package let path: String

    package init(path: String) { self.path = path }

    package func put(_ file: KeptFile) async throws(ReportStoreError) -> String {
        let target = "\(path == "/" ? "" : path)/\(file.name)"
        do throws(StorageError) {
            try Self.makeParents(of: target)
            try ReplacementFile.write(file.bytes, to: target)
        } catch {
            throw ReportStoreError(error.description)
        }
        return "file://\(target)"
    }

    private static func makeParents(of path: String) throws(StorageError) {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        let folder = String(path[..<slash])
        if access(folder, F_OK) == 0 { return }
        try makeParents(of: folder)
        if mkdir(folder, 0o755) != 0, errno != EEXIST { throw StorageError(path: folder, code: errno) }
    }
}
