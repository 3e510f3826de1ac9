package import Core
import Glibc

extension FileStamp {
    /// The state of a file now; nil where there is none.
    package init?(of path: String) {
        var own = stat()
        guard lstat(path, &own) == 0 else { return nil }
        var file = own
        let isLink = own.st_mode & S_IFMT == S_IFLNK
        if isLink, stat(path, &file) != 0 { return nil }
        self.init(
            device: UInt64(file.st_dev),
            inode: UInt64(file.st_ino),
            size: Int64(file.st_size),
            modified: Self.nanoseconds(file.st_mtim),
            changed: Self.nanoseconds(file.st_ctim),
            link: isLink ? Link(inode: UInt64(own.st_ino), changed: Self.nanoseconds(own.st_ctim)) : nil
        )
    }

    /// The kernel marks changes by a clock that stands still for some milliseconds: a file that has changed within the
    /// last tick could change again and look the same.
    private static let tick: Int64 = 20_000_000

    /// How long until the next change of any of the files cannot look like the one before it; at most one tick.
    package static func untilSettled(_ stamps: some Sequence<FileStamp>) -> Duration {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let present = nanoseconds(now)
        let latest = stamps.lazy.flatMap { [$0.changed, $0.link?.changed ?? 0] }.filter { $0 <= present }.max() ?? 0
        return .nanoseconds(max(0, latest + tick - present))
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.tv_nsec)
    }
}
