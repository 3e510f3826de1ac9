import Core
import Engine
import Remote
import Storage

/// The store behind each kind of place.
enum ReportStores {
    /// `root`: absolute path of the project.
    static func store(for location: StorageLocation, root: String) -> any ReportStore {
        switch location.place {
        case .folder(let path): FolderReportStore(path: path.hasPrefix("/") ? path : "\(root)/\(path)")
        case .bucket(let name, let prefix): remote { () throws(RemoteError) in try stores.bucket(name, prefix: prefix) }
        case .web(let address): remote { () throws(RemoteError) in try stores.web(address) }
        }
    }

    private static var stores: RemoteStores { RemotePlaces.stores }

    /// What cannot be reached with what the environment says fails at the first file.
    private static func remote(_ open: () throws(RemoteError) -> any ObjectStore) -> any ReportStore {
        do throws(RemoteError) { return RemoteReportStore(try open()) } catch {
            return UnavailableStore(reason: error.description)
        }
    }
}

/// Stands for a place that nothing can be put to.
private struct UnavailableStore: ReportStore {
    var reason: String

    func put(_ file: KeptFile) async throws(ReportStoreError) -> String { throw ReportStoreError(reason) }
}
