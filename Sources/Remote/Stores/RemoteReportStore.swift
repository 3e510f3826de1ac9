package import Engine

/// Keeps reports in a store elsewhere.
package struct RemoteReportStore: ReportStore {
    private let store: any ObjectStore

    package init(_ store: any ObjectStore) { self.store = store }

    package func put(_ file: KeptFile) async throws(ReportStoreError) -> String {
        do throws(RemoteError) {
            return try await store.put(file.name, .bytes(file.bytes), type: file.contentType).place
        } catch {
            throw ReportStoreError(error.description)
        }
    }
}
