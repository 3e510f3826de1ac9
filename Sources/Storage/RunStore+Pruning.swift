import Glibc

extension RunStore {
    /// Removes the copies of reports and artifacts of all but the newest runs; what tells of the runs stays.
    package func dropCopies(beyond count: Int) {
        for id in list().dropFirst(count) {
            let copies = "\(folder(id).path)/kept"
            // What cannot be removed is tried again after the next run.
            if access(copies, F_OK) == 0 { try? FolderTree.remove(copies) }
        }
    }

    /// Removes the copies of runs that began before a moment, in seconds since 1970, and are not under way.
    ///
    /// `now`: in seconds since 1970. `keeping`: the id of a run whose copies stay.
    package func dropCopies(before limit: Double, keeping current: String, now: Double) {
        for id in list() where id != current && RunID.time(of: id).map({ $0 < limit }) ?? false {
            let copies = "\(folder(id).path)/kept"
            if access(copies, F_OK) == 0, !isLive(id, now: now) { try? FolderTree.remove(copies) }
        }
    }
}
