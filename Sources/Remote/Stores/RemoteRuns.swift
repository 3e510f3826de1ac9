/// Runs that several machines share in a store: one folder a run, of which nothing ever changes.
///
/// What is put last is what makes a run be there, so that whoever lists meanwhile sees it whole or not at all; two that put
/// at the same time put different runs.
package struct RemoteRuns: Sendable {
    private let store: any ReadableStore
    /// The name, in a run's folder, of what makes it be there.
    private let record: String

    /// Files under way at once.
    private static let width = 8
    /// No file of a run is longer: bytes.
    private static let limit = 256 << 20

    package init(_ store: any ReadableStore, record: String) {
        self.store = store
        self.record = record
    }

    /// The ids of the runs that are there, sorted.
    package func ids() async throws(RemoteError) -> [String] {
        let suffix = "/" + record
        return try await store.list(after: nil).filter { $0.hasSuffix(suffix) }.map {
            String($0.dropLast(suffix.count))
        }
        .filter { !$0.contains("/") }
    }

    /// Files of runs, several at a time, each handed over as it comes; `nil` for one that is not there.
    package func fetch(
        _ runs: [String],
        file: String,
        _ receive: (_ run: String, _ file: Result<[UInt8]?, RemoteError>) -> Void
    ) async {
        await withTaskGroup(of: (String, Result<[UInt8]?, RemoteError>).self) { group in
            var rest = runs[...]
            var underWay = 0
            while !rest.isEmpty || underWay > 0 {
                while underWay < Self.width, let run = rest.popFirst() {
                    group.addTask { [store] in
                        do throws(RemoteError) {
                            return (run, .success(try await store.get("\(run)/\(file)", limit: Self.limit)))
                        } catch {
                            return (run, .failure(error))
                        }
                    }
                    underWay += 1
                }
                guard let (run, result) = await group.next() else { break }
                underWay -= 1
                receive(run, result)
            }
        }
    }

    /// Adds a run; its record goes last.
    package func add(
        _ run: String,
        record content: UploadContent,
        others: [(name: String, content: UploadContent)]
    )
        async throws(RemoteError)
    {
        for file in others {
            _ = try await store.put("\(run)/\(file.name)", file.content, type: "application/json")
        }
        _ = try await store.put("\(run)/\(record)", content, type: "application/json")
    }
}
