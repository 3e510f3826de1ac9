import Glibc

/// Lets one run at a time have a checkout: a second one would overwrite the evidence of the first.
///
/// The kernel holds the lock on the project's own folder, which no cleaning step removes, and gives it back when the
/// program ends, however it ends. Where a file system knows no locks there is none.
package final class CheckoutLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What has been found out, for people.
    package enum Progress: Sendable, Hashable {
        /// Another run has the checkout; its process, where the kernel tells.
        case waiting(process: Int32?)
        /// It has ended, after it had been waited for.
        case free
        /// This run is a part of the one that has the checkout, which waits for it: it runs beside its parent.
        case nested
    }

    /// Waits until no other run has the checkout.
    ///
    /// `root` is the project's absolute path, `parent` the folder of the run that this one is a step of, as its
    /// environment says.
    package static func take(
        root: String,
        parent: String?,
        _ tell: @escaping @Sendable (Progress) -> Void
    ) async -> CheckoutLock {
        let folder = open(root)
        guard folder >= 0 else { return CheckoutLock(-1) }
        if flock(folder, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return CheckoutLock(folder) }
        let holder = holder(of: folder)
        let isInside = parent.map { $0.hasPrefix(root == "/" ? "/.assay/" : root + "/.assay/") } ?? false
        guard isInside || holder.map(isAncestor) ?? false else {
            tell(.waiting(process: holder))
            await wait(for: folder)
            tell(.free)
            return CheckoutLock(folder)
        }
        close(folder)
        tell(.nested)
        // Steps of one run that start runs of their own take turns among themselves.
        guard let parent, case let shared = open(parent), shared >= 0 else { return CheckoutLock(-1) }
        if flock(shared, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { await wait(for: shared) }
        return CheckoutLock(shared)
    }

    private static func open(_ folder: String) -> Int32 { Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }

    private static func wait(for descriptor: Int32) async {
        await DedicatedThread.value {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
    }

    /// The process that holds a lock on the folder, by what `/proc/locks` says of its inode.
    private static func holder(of descriptor: Int32) -> Int32? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, let text = ProcessTable.contents("/proc/locks") else { return nil }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", let process = Int32(words[4]), process > 0,
                words[5].split(separator: ":").last.map(String.init) == String(status.st_ino)
            else { continue }
            return process
        }
        return nil
    }

    /// Whether a process is one of those that have started this one.
    private static func isAncestor(_ process: Int32) -> Bool {
        var current = getppid()
        for _ in 0..<1000 where current > 1 {
            if current == process { return true }
            guard let entry = ProcessTable.entry(current) else { return false }
            current = entry.parent
        }
        return false
    }
}
