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
}
