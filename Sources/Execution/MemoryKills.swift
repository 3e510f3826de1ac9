import Glibc

/// How many processes the system has killed for want of memory since it started.
package enum MemoryKills {
    /// 0 where the kernel does not count them.
    package static var count: Int {
        let file = open("/proc/vmstat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let length = read(file, &bytes, bytes.count)
        guard length > 0 else { return 0 }
        for line in bytes[..<length].split(separator: 0x0A) {
            let words = line.split(separator: 0x20)
            guard words.count == 2, words[0].elementsEqual("oom_kill".utf8) else { continue }
            return Int(String(decoding: words[1], as: UTF8.self)) ?? 0
        }
        return 0
    }
}
