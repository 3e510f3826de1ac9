import CLinux
import Glibc

/// What the kernel says of the processes of this machine, read from `/proc` (proc(5)).
enum ProcessTable {
    /// One process; its start time tells it from a later one with the same id.
    struct Entry: Hashable {
        var id: Int32
        /// The letter that proc(5) gives: `Z` has ended and is not yet reaped.
        var state: UInt8
        var parent: Int32
        var group: Int32
        var session: Int32
        /// Clock ticks since the machine started.
        var started: UInt64
        /// The process has no memory that could tell whose it is: it is about to end, or in the middle of `execve`.
        var isTransient: Bool

        var ended: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }
    }

    /// Whether `/proc` is there and speaks of our processes: within a container it may still be that of the machine,
    /// whose ids mean other processes.
    private static let isOurs: Bool = {
        var target = [CChar](repeating: 0, count: 32)
        let length = readlink("/proc/self", &target, target.count - 1)
        return length > 0
            && String(decoding: target.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
                == String(getpid())
    }()

    /// The ids of all processes that `/proc` shows.
    static func all() -> [Int32] { isOurs ? Folders.names(in: "/proc").compactMap { Int32($0) } : [] }

    /// nil when there is no such process any more.
    static func entry(_ id: Int32) -> Entry? {
        guard isOurs, let text = contents("/proc/\(id)/stat"), let close = text.lastIndex(of: UInt8(ascii: ")")) else {
            return nil
        }
        // After the name, which may hold anything, come state, parent, group, session and, as the 20th, the start.
        let fields = text[(close + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count >= 20, let state = fields[0].first, let parent = number(fields[1]),
            let group = number(fields[2]), let session = number(fields[3]), let started = number(fields[19])
        else { return nil }
        return Entry(
            id: id,
            state: state,
            parent: Int32(truncatingIfNeeded: parent),
            group: Int32(truncatingIfNeeded: group),
            session: Int32(truncatingIfNeeded: session),
            started: UInt64(started),
            // The 51st field is the end of its environment.
            isTransient: fields.count < 49 || number(fields[48]) == 0
        )
    }

    /// The living and ended children that orphaned descendants of this process have become.
    ///
    /// The kernel gives an orphan to the first living thread of its subreaper, which is the main thread: its list
    /// alone tells of every orphan. Kernels without these lists are searched by parent.
    static func adopted() -> [Int32] {
        guard isOurs else { return [] }
        let own = getpid()
        if let text = contents("/proc/self/task/\(own)/children") { return numbers(text) }
        let threads = Folders.names(in: "/proc/self/task").compactMap { contents("/proc/self/task/\($0)/children") }
        if !threads.isEmpty { return threads.flatMap(numbers) }
        return all().filter { entry($0)?.parent == own }
    }

    /// The ids of the children of every thread of a process; a snapshot, as all of this is.
    static func children(of id: Int32) -> [Int32] {
        Folders.names(in: "/proc/\(id)/task").flatMap { thread in
            contents("/proc/\(id)/task/\(thread)/children").map(numbers) ?? []
        }
    }

    /// Whether the environment that the process was started with holds the text.
    static func environment(of id: Int32, contains marker: [UInt8]) -> Bool {
        guard let text = contents("/proc/\(id)/environ"), !marker.isEmpty, text.count >= marker.count else {
            return false
        }
        return text.withUnsafeBytes { bytes in
            marker.withUnsafeBytes { marker in
                csys_contains(bytes.baseAddress, bytes.count, marker.baseAddress, marker.count) != 0
            }
        }
    }

    /// Whether the process has the pipe with this inode number open.
    static func process(_ id: Int32, holdsPipe inode: UInt64) -> Bool {
        let wanted = "pipe:[\(inode)]"
        return Folders.names(in: "/proc/\(id)/fd").contains { name in
            var target = [CChar](repeating: 0, count: 64)
            let length = readlink("/proc/\(id)/fd/\(name)", &target, target.count - 1)
            return length > 0 && target.prefix(length).elementsEqual(wanted.utf8.lazy.map { CChar(bitPattern: $0) })
        }
    }

    /// A whole small file; nil when it cannot be read.
    static func contents(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        var used = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { read(file, $0 + used, buffer.count - used) } ?? 0
            }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            if count == 0 { break }
            used += count
            if used == bytes.count { bytes.append(contentsOf: [UInt8](repeating: 0, count: used)) }
        }
        bytes.removeLast(bytes.count - used)
        return bytes
    }

    private static func numbers(_ text: [UInt8]) -> [Int32] {
        text.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).compactMap {
            number($0).map(Int32.init(truncatingIfNeeded:))
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            if digit == UInt8(ascii: "-") { continue }
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product &+ Int64(digit - 0x30)
        }
        return digits.first == UInt8(ascii: "-") ? -value : value
    }
}
