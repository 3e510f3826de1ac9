import CLinux
package import Core
import Glibc

/// Finds out what the machine, or the container that we are in, lets us use.
package struct MachineProbe: Sendable {
    /// Where `proc` and `sys` lie; another place than `/` serves tests.
    private let root: String

    package init(root: String = "") { self.root = root }

    package func machine() -> Machine {
        var machine = Machine(cores: cores(), memoryBytes: memory(), system: Self.system())
        machine.networkBitsPerSecond = network()
        let devices = ["/dev/nvidia0", "/dev/kfd", "/dev/dri/renderD128"]
        machine.hasGraphics = devices.contains { access(root + $0, F_OK) == 0 }
        return machine
    }

    /// Processors that we may run on, at most the control group's quota rounded up; at least 1.
    func cores() -> Int {
        let allowed = max(1, Int(csys_usable_processors()))
        guard let quota = quota() else { return allowed }
        return max(1, min(allowed, Int(quota.rounded(.up))))
    }

    /// The machine's memory or the control group's limit, whichever is smaller; 0 when unknown.
    func memory() -> Double {
        var smallest = total() ?? .infinity
        for path in groups(controller: "memory", file: "memory.max", legacy: "memory.limit_in_bytes") {
            // `max`, and the huge number that version 1 writes for it, are no limits.
            if let limit = words(path).first.flatMap(Double.init), limit > 0 { smallest = min(smallest, limit) }
        }
        return smallest.isFinite ? smallest : 0
    }

    /// The speed of the fastest link that is up; virtual ones tell none.
    func network() -> Double? {
        let folder = "\(root)/sys/class/net"
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var fastest: Double?
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), name != "lo", lines("/sys/class/net/\(name)/operstate").first == "up",
                let megabits = words("/sys/class/net/\(name)/speed").first.flatMap({ Double($0) }), megabits > 0
            else { continue }
            fastest = max(fastest ?? 0, megabits * 1e6)
        }
        return fastest
    }

    private func total() -> Double? {
        for line in lines("/proc/meminfo") where line.hasPrefix("MemTotal:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 * 1024 }
        }
        return nil
    }

    private func quota() -> Double? {
        var smallest: Double?
        for path in groups(controller: "cpu", file: "cpu.max", legacy: "cpu.cfs_quota_us") {
            var numbers = words(path).map { Double($0) ?? -1 }
            if numbers.count == 1 {
                let period = path.replacingSuffix("cpu.cfs_quota_us", with: "cpu.cfs_period_us")
                numbers += words(period).compactMap { Double($0) }
            }
            guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else { continue }
            smallest = min(smallest ?? .infinity, numbers[0] / numbers[1])
        }
        return smallest
    }

    /// The files that may limit us: those of our control group and of all groups above it, in version 2 and 1.
    private func groups(controller: String, file: String, legacy: String) -> [String] {
        lines("/proc/self/cgroup").flatMap { line -> [String] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let unified = parts[1].isEmpty
            guard unified || parts[1].split(separator: ",").contains(Substring(controller)) else { return [] }
            let bases = unified ? ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] : ["/sys/fs/cgroup/\(controller)"]
            let segments = parts[2].split(separator: "/")
            return bases.flatMap { base in
                (0...segments.count).map { depth in
                    ([base] + segments.prefix(depth).map(String.init) + [unified ? file : legacy])
                        .joined(separator: "/")
                }
            }
        }
    }

    private func lines(_ path: String) -> [String] {
        guard let text = ProcessTable.contents(root + path) else { return [] }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func words(_ path: String) -> [String] {
        lines(path).first.map { $0.split(separator: " ").map(String.init) } ?? []
    }

    /// Such as `Linux 6.1.0 x86_64`.
    private static func system() -> String {
        var names = utsname()
        guard uname(&names) == 0 else { return "Linux" }
        return [text(&names.sysname), text(&names.release), text(&names.machine)].joined(separator: " ")
    }

    private static func text<Field>(_ field: inout Field) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + other : self
    }
}
