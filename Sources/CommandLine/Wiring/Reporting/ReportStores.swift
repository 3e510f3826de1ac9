import Core
import Engine
import Storage

/// The store behind each kind of place.
enum ReportStores {
    /// `root`: absolute path of the project.
    static func store(for location: StorageLocation, root: String) -> any ReportStore {
        switch location.place {
        case .folder(let path): FolderReportStore(path: path.hasPrefix("/") ? path : "\(root)/\(path)")
        case .bucket, .web: UnavailableStore()
        }
    }
}

/// Stands for a kind of place that nothing can be put to yet.
private struct UnavailableStore: ReportStore {
    func put(_ file: KeptFile) async throws(ReportStoreError) -> String {
        throw ReportStoreError("only file:// is supported")
    }
}
