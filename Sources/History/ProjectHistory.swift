import Core
package import Engine
import Glibc
import Storage

/// A project's history on disk: the runs' own records, what was imported, what others share, and the index over them.
package struct ProjectHistory: Sendable {
    /// The project's own runs.
    package let own: RecordFolder
    /// Results of other systems.
    package let imported: RecordFolder
    /// What several machines share; nil where the project is alone.
    package let shared: RecordFolder?
    /// The index.
    package let database: String

    /// Nothing is read yet.
    ///
    /// `root`: absolute path of the project.
    /// `shared`: a folder of runs, `--history`; nil for none.
    package init(root: String, shared: String? = nil) {
        let folder = root == "/" ? "/.assay" : "\(root)/.assay"
        own = RecordFolder("\(folder)/runs")
        imported = RecordFolder("\(folder)/history")
        self.shared = shared.map { RecordFolder($0) }
        database = "\(folder)/history.db"
    }

    private var folders: [RecordFolder] { [own, imported] + (shared.map { [$0] } ?? []) }

    /// The runs that any folder has a record of.
    package var known: Set<String> { Set(folders.flatMap { $0.ids() }) }

    /// Whether there is anything to know.
    package var isEmpty: Bool { access(database, F_OK) != 0 && folders.allSatisfy { $0.ids().isEmpty } }

    /// What became of taking in.
    package struct Synced: Sendable, Hashable {
        package var added = 0
        package var problems: [RecordProblem] = []
        /// What happened to the index itself: set aside because it was damaged, made anew.
        package var remarks: [String] = []
    }

    /// How far long work is: done, of all, in bytes of records.
    package typealias Progress = (Int, Int) -> Void

    /// Opens the index with every run taken in that it lacks; a damaged one is set aside and made anew.
    package func open(progress: Progress = { _, _ in }) throws(HistoryError) -> (history: SQLiteHistory, synced: Synced)
    {
        var synced = Synced()
        let history: SQLiteHistory
        do throws(HistoryError) {
            history = try makeFolderAndOpen()
            try takeIn(history, &synced, progress)
        } catch  where error.kind == .corrupt {
            let aside = try setAside()
            synced = Synced(remarks: ["\(error); it was moved to \(aside), and a new one was made from the runs"])
            let fresh = try makeFolderAndOpen()
            try takeIn(fresh, &synced, progress)
            return (fresh, synced)
        } catch  where error.kind == .older && access(folderPath, W_OK) == 0 {
            synced = try rebuild(progress: progress)
            return (try makeFolderAndOpen(), synced)
        }
        if let remark = history.remark { synced.remarks.append(remark) }
        return (history, synced)
    }

    /// Makes the index anew beside the old one, and puts it in its place once it is whole.
    package func rebuild(progress: Progress = { _, _ in }) throws(HistoryError) -> Synced {
        var synced = Synced()
        // Two programs that do this at once do not meet: the later one's is as good.
        let fresh = "\(database).\(getpid()).new"
        Self.removeDatabase(fresh)
        defer { Self.removeDatabase(fresh) }
        try makeFolder()
        do {
            let history = try SQLiteHistory(path: fresh)
            if access(database, F_OK) == 0 {
                do throws(HistoryError) { _ = try history.carryOver(from: database) } catch {
                    synced.remarks.append("\(error); totals of runs whose results had been removed are lost")
                }
            }
            try takeIn(history, &synced, progress)
            history.settle()
        }
        Self.removeDatabase(database)
        guard rename(fresh, database) == 0 else {
            throw HistoryError(.other, path: database, message: String(cString: strerror(errno)).lowercased())
        }
        return synced
    }

    /// Where a run's summary lies; nil where there is none any more.
    package func summary(of run: String) -> String? { folders.lazy.compactMap { $0.summary(run) }.first }

    /// Shares the project's own runs that the shared folder lacks.
    ///
    /// Gives back how many were added.
    package func push() throws(HistoryError) -> Int {
        guard let shared else { return 0 }
        let known = Set(shared.ids())
        var added = 0
        for id in own.ids() where !known.contains(id) {
            do {
                if try shared.add(id, of: own) { added += 1 }
            } catch {
                throw HistoryError(.other, path: error.path, message: error.message)
            }
        }
        return added
    }

    // MARK: Parts

    private func takeIn(_ history: SQLiteHistory, _ synced: inout Synced, _ progress: Progress) throws(HistoryError) {
        guard history.access == .write else {
            return synced.remarks.append("\(database) may only be read: runs that are not in it yet are left out")
        }
        var known = try history.knownRuns()
        var missing: [(String, RecordFolder)] = []
        for folder in folders {
            for id in folder.ids() where known.insert(id).inserted { missing.append((id, folder)) }
        }
        // By name, which is by time for the project's own: moved tests are followed from the older place to the newer one.
        missing.sort { $0.0 < $1.0 }
        let sizes = missing.map { $0.1.size(of: $0.0) }
        let all = max(1, sizes.reduce(0, +))
        var done = 0
        for (entry, size) in zip(missing, sizes) {
            progress(done, all)
            // Reading takes about as long as writing.
            switch entry.1.read(entry.0, progress: { progress(done + $0 / 2, all) }) {
            case .success(let record):
                let tests = max(1, record.tests.count)
                let isNew = try history.add(record) { progress(done + size / 2 + size / 2 * $0 / tests, all) }
                if isNew { synced.added += 1 }
            case .failure(let problem): synced.problems.append(problem)
            }
            done += size
        }
        if !missing.isEmpty { progress(all, all) }
    }

    private func makeFolderAndOpen() throws(HistoryError) -> SQLiteHistory {
        try makeFolder()
        // Where the folder may only be read, what is there already serves.
        let mayWrite = access(folderPath, W_OK) == 0 && (access(database, F_OK) != 0 || access(database, W_OK) == 0)
        if !mayWrite, access(database, F_OK) == 0 { return try SQLiteHistory(path: database, access: .read) }
        return try SQLiteHistory(path: database)
    }

    private var folderPath: String { String(database.dropLast("/history.db".count)) }

    private func makeFolder() throws(HistoryError) {
        guard mkdir(folderPath, 0o755) != 0, errno != EEXIST else { return }
        throw HistoryError(.readOnly, path: folderPath, message: String(cString: strerror(errno)).lowercased())
    }

    private func setAside() throws(HistoryError) -> String {
        for number in 1...100 {
            let aside = "\(database).damaged-\(number)"
            guard access(aside, F_OK) != 0 else { continue }
            guard rename(database, aside) == 0 else { break }
            Self.removeDatabase(database)
            return aside
        }
        throw HistoryError(.other, path: database, message: "it is damaged and cannot be moved away; remove it")
    }

    private static func removeDatabase(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
}
