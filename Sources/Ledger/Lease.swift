import Glibc

/// The right to do something alone, for as long as it is held; the kernel takes it back from who dies.
package final class Lease: Sendable {
    private let file: Int32

    /// nil where another has it, or where there can be no such file.
    init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        self.file = file
    }

    deinit { close(file) }
}

extension Ledger {
    /// Takes a lease of a name, such as `tick`, in the folder of the log; nil where another has it.
    package func lease(_ name: String) -> Lease? {
        guard (try? makeFolder()) != nil else { return nil }
        return Lease(path: "\(folder)/\(name).lock")
    }
}
