import Core
import Execution
import Glibc
import History
import Recording
import Remote
import Scanning
import Signing
import Storage

/// What several machines share of a project's past, as a folder: that folder itself, or a copy of what lies elsewhere.
///
/// What is wrong with a place elsewhere is a warning: criteria that need the past are then inconclusive, and no run is lost.
struct SharedHistory {
    /// nil where nothing is shared.
    let folder: String?
    private var remote: RemoteRuns?
    /// For messages.
    private var place = ""
    /// The runs that lie elsewhere; nil where that is not known.
    private var known: Set<String>?
    /// Absolute path of the project.
    private var root = ""

    /// Whether the folder is a copy of what lies elsewhere.
    var isElsewhere: Bool { remote != nil }

    /// More runs than this are not fetched at once; the newest are.
    static let fetchLimit = 2_000

    /// Brings here what the place holds and is not here yet; a place that is none is a usage error.
    static func open(_ place: String?, root: String) async throws -> SharedHistory {
        guard let place, place.contains("://") else { return SharedHistory(folder: place) }
        let location: StorageLocation
        do throws(StorageLocation.Problem) { location = try StorageLocation(place) } catch {
            throw CommandFailure(.usage, "--history: \(error.message)")
        }
        switch location.place {
        case .folder(let path): return SharedHistory(folder: path.hasPrefix("/") ? path : "\(root)/\(path)")
        case .web:
            throw CommandFailure(.usage, "--history \(place): runs cannot be listed there; use s3:// or a folder")
        case .bucket(let name, let prefix):
            let digest = Array(place.utf8).withUnsafeBytes { Digest.sha256($0) }
            var shared = SharedHistory(folder: "\(root)/.assay/shared/\(digest.prefix(16))")
            (shared.place, shared.root) = (place, root)
            do throws(RemoteError) {
                let store = try RemotePlaces.stores.bucket(name, prefix: prefix)
                shared.remote = RemoteRuns(store, record: RecordFolder.recordName)
                try await shared.fetch()
            } catch {
                Console.error("warning: the shared history cannot be read: \(error)")
            }
            return shared
        }
    }

    private mutating func fetch() async throws(RemoteError) {
        guard let remote, let folder else { return }
        let ids = try await remote.ids().filter(RecordFolder.isName)
        known = Set(ids)
        let here = Set(RecordFolder(folder).ids())
        let missing = ids.filter { !here.contains($0) }
        if missing.count > Self.fetchLimit {
            Console.error("note: of \(missing.count) shared runs the newest \(Self.fetchLimit) are fetched")
        }
        var bar = ProgressBar("fetching the shared history")
        var done = 0
        var problem: String?
        let wanted = Array(missing.suffix(Self.fetchLimit))
        await remote.fetch(wanted, file: RecordFolder.recordName) { run, file in
            done += 1
            bar.show(done, of: wanted.count)
            do {
                guard let bytes = try file.get() else { return }
                try Self.keep(bytes, of: run, in: folder)
            } catch {
                problem = problem ?? "\(error)"
            }
        }
        bar.end()
        if let problem { Console.error("warning: not all of the shared history could be fetched: \(problem)") }
    }

    /// What cannot be read as a run's record is not taken.
    private static func keep(_ bytes: [UInt8], of run: String, in folder: String) throws {
        let incoming = RecordFolder("\(folder)/.incoming")
        let part = "\(incoming.path)/\(run)"
        try makeFolders(part)
        defer {
            unlink(incoming.record(run))
            rmdir(part)
        }
        try ReplacementFile.write(bytes, to: incoming.record(run))
        _ = try incoming.read(run).get()
        try RecordFolder(folder).add(run, of: incoming)
    }

    /// Brings the summaries of some runs here, which baselines are read from.
    func fetchSummaries(of runs: [String]) async {
        guard let remote, let folder, let known else { return }
        let here = RecordFolder(folder)
        let own = RecordFolder("\(root)/.assay/runs")
        let missing = runs.filter { known.contains($0) && here.summary($0) == nil && own.summary($0) == nil }
        var problem: String?
        await remote.fetch(missing, file: RecordFolder.summaryName) { run, file in
            do {
                guard let bytes = try file.get(), access(here.record(run), F_OK) == 0 else { return }
                try ReplacementFile.write(bytes, to: "\(folder)/\(run)/\(RecordFolder.summaryName)")
            } catch {
                problem = problem ?? "\(error)"
            }
        }
        if let problem { Console.error("warning: a baseline of the shared history cannot be fetched: \(problem)") }
    }

    /// Brings what the tests of the newest runs touched here, which selections rest on.
    func fetchMaps() async {
        guard let remote, let folder, let known else { return }
        let here = RecordFolder(folder)
        let own = RecordFolder("\(root)/.assay/runs")
        let newest = known.sorted().suffix(MapFolder.runs).filter { here.map($0) == nil && own.map($0) == nil }
        var problem: String?
        await remote.fetch(newest, file: RecordFolder.mapName) { run, file in
            do {
                // Few runs have one.
                guard let bytes = try file.get(), access(here.record(run), F_OK) == 0 else { return }
                try ReplacementFile.write(bytes, to: "\(folder)/\(run)/\(RecordFolder.mapName)")
            } catch {
                problem = problem ?? "\(error)"
            }
        }
        if let problem {
            Console.error("warning: what tests touched cannot be fetched from the shared history: \(problem)")
        }
    }

    /// Puts the project's own runs there that the place lacks.
    func publish() async {
        guard let remote, let known else { return }
        let own = RecordFolder("\(root)/.assay/runs")
        var added = 0
        defer {
            if added > 0 { Console.error("history: \(added == 1 ? "1 run" : "\(added) runs") added to \(place)") }
        }
        for id in own.ids() where !known.contains(id) {
            do {
                let record = UploadContent.file(try MappedFile(path: own.record(id)))
                let summary = try own.summary(id).map { UploadContent.file(try MappedFile(path: $0)) }
                let map = try own.map(id).map { UploadContent.file(try MappedFile(path: $0)) }
                let others = [
                    summary.map { (name: RecordFolder.summaryName, content: $0) },
                    map.map { (name: RecordFolder.mapName, content: $0) },
                ].compactMap(\.self)
                try await remote.add(id, record: record, others: others)
                added += 1
            } catch {
                return Console.error("warning: the run is kept here, but not in the shared history: \(error)")
            }
        }
    }

    private static func makeFolders(_ path: String) throws {
        var folder = ""
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw StorageError(path: folder, message: String(cString: strerror(errno)).lowercased())
            }
        }
    }
}
