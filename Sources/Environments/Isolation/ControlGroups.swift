import Core
import Glibc

/// The control groups of this machine, version 1 or 2, in which steps get limits and are measured.
struct ControlGroups: Sendable, Hashable {
    enum Version: Int, Sendable, Hashable {
        case one = 1
        case two = 2
    }

    let version: Version
    /// The folders that groups are made in: one in version 2, one for each controller in version 1.
    let folders: [String: String]

    static let controllers = ["memory", "cpu", "pids", "cpuacct"]

    /// What this process may use; nil where it may make no groups.
    ///
    /// `root` is another place than `/` in tests. `atTop` prefers, in version 1, the groups that all others lie in: a container
    /// engine takes one name for all controllers.
    static func found(root: String = "", atTop: Bool = false) -> ControlGroups? {
        let lines = text("\(root)/proc/self/cgroup").split(separator: "\n").map {
            $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        }.filter { $0.count == 3 }
        return unified(root, lines) ?? legacy(root, lines, atTop)
    }

    /// Version 2, where the controllers can be given to groups below ours.
    private static func unified(_ root: String, _ lines: [[String]]) -> ControlGroups? {
        guard let own = lines.first(where: { $0[0] == "0" })?[2] else { return nil }
        let base = "\(root)/sys/fs/cgroup" + (own == "/" ? "" : own)
        let there = text("\(base)/cgroup.controllers").split(whereSeparator: \.isWhitespace).map(String.init)
        let wanted = ["memory", "cpu", "pids"].filter(there.contains)
        guard wanted.contains("memory") else { return nil }
        let given = text("\(base)/cgroup.subtree_control").split(whereSeparator: \.isWhitespace).map(String.init)
        let missing = wanted.filter { !given.contains($0) }
        let orders = missing.map { "+\($0)" }.joined(separator: " ")
        // A group that holds processes may not hand its controllers on.
        if !missing.isEmpty, !write(orders, to: "\(base)/cgroup.subtree_control") { return nil }
        guard access(base, W_OK) == 0 else { return nil }
        return ControlGroups(version: .two, folders: ["": base])
    }

    private static func legacy(_ root: String, _ lines: [[String]], _ atTop: Bool) -> ControlGroups? {
        var folders: [String: String] = [:]
        for controller in controllers {
            guard let line = lines.first(where: { $0[1].split(separator: ",").contains(Substring(controller)) }) else {
                continue
            }
            let mount = "\(root)/sys/fs/cgroup/\(controller)"
            // In a container the path of the host may not be there: its own group is at the top.
            for base in atTop ? [mount] : [mount + line[2], mount] where access("\(base)/cgroup.procs", W_OK) == 0 {
                folders[controller] = base.hasSuffix("/") ? String(base.dropLast()) : base
                break
            }
        }
        return folders["memory"] == nil ? nil : ControlGroups(version: .one, folders: folders)
    }

    /// Makes a group with limits; nil where the system refuses.
    func make(_ name: String, _ limits: Limits) -> ControlGroup? {
        var places: [String: String] = [:]
        for (controller, folder) in folders {
            let place = "\(folder)/\(name)"
            guard mkdir(place, 0o755) == 0 || errno == EEXIST else { continue }
            places[controller] = place
        }
        let group = ControlGroup(version: version, places: places, memoryLimit: limits.memoryBytes)
        guard !places.isEmpty, group.set(limits) else {
            group.remove()
            return nil
        }
        return group
    }

    /// What a step may use; nil for no limit.
    struct Limits: Sendable, Hashable {
        var cores: Double?
        var memoryBytes: Double?
        var processes: Int?
    }

    static func text(_ path: String) -> String { String(decoding: LogFile.read(path, first: 1 << 16), as: UTF8.self) }

    static func write(_ text: String, to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        let bytes = Array(text.utf8)
        return Glibc.write(file, bytes, bytes.count) == bytes.count
    }
}

/// The group of one step.
struct ControlGroup: Sendable, Hashable {
    let version: ControlGroups.Version
    /// Its folders, by controller; the only one of version 2 has no name.
    let places: [String: String]
    let memoryLimit: Double?

    /// Files that a process writes its id to, to belong to it.
    var doors: [String] { Set(places.values).sorted().map { "\($0)/cgroup.procs" } }

    /// Its path as container engines name it; nil where it is not the same one for all controllers.
    var parent: String? {
        let paths = Set(
            places.map { controller, place in
                let mount = version == .two ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
                return place.hasPrefix(mount + "/") ? String(place.dropFirst(mount.count)) : ""
            }
        )
        return paths.count == 1 ? paths.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    private func file(_ controller: String, _ name: String) -> String? {
        places[version == .two ? "" : controller].map { "\($0)/\(name)" }
    }

    private func put(_ text: String, _ controller: String, _ name: String) -> Bool {
        guard let path = file(controller, name) else { return false }
        return ControlGroups.write(text, to: path)
    }

    /// False where the memory limit, which must not be missed, cannot be set.
    func set(_ limits: ControlGroups.Limits) -> Bool {
        let isNew = version == .two
        if let cores = limits.cores {
            let quota = Int((cores * 100_000).rounded())
            if isNew {
                _ = put("\(quota) 100000", "cpu", "cpu.max")
            } else {
                _ = put("100000", "cpu", "cpu.cfs_period_us")
                _ = put("\(quota)", "cpu", "cpu.cfs_quota_us")
            }
        }
        if let processes = limits.processes { _ = put("\(processes)", "pids", "pids.max") }
        guard let memory = limits.memoryBytes else { return true }
        let bytes = "\(Int(memory))"
        guard put(bytes, "memory", isNew ? "memory.max" : "memory.limit_in_bytes") else { return false }
        // What is swapped out is used all the same.
        _ = isNew ? put("0", "memory", "memory.swap.max") : put(bytes, "memory", "memory.memsw.limit_in_bytes")
        return true
    }

    /// What the processes of the group have used; nil where a file does not tell.
    struct Usage: Sendable, Hashable {
        var peakMemoryBytes: Double?
        var userSeconds: Double?
        var systemSeconds: Double?
        /// Processes that were killed at the memory limit.
        var memoryKills = 0
    }

    func usage() -> Usage {
        var usage = Usage()
        let isNew = version == .two
        let peak = file("memory", isNew ? "memory.peak" : "memory.max_usage_in_bytes")
        usage.peakMemoryBytes = peak.flatMap { Double(ControlGroups.text($0).split(separator: "\n").first ?? "") }
        let kills = pairs(file("memory", isNew ? "memory.events" : "memory.oom_control"))
        usage.memoryKills = kills["oom_kill"].map { Int($0) } ?? 0
        if isNew {
            let times = pairs(file("cpu", "cpu.stat"))
            usage.userSeconds = times["user_usec"].map { $0 / 1e6 }
            usage.systemSeconds = times["system_usec"].map { $0 / 1e6 }
        } else {
            let times = pairs(file("cpuacct", "cpuacct.stat"))
            let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
            usage.userSeconds = times["user"].map { $0 / ticks }
            usage.systemSeconds = times["system"].map { $0 / ticks }
        }
        return usage
    }

    private func pairs(_ path: String?) -> [String: Double] {
        var found: [String: Double] = [:]
        for line in path.map(ControlGroups.text)?.split(separator: "\n") ?? [] {
            let words = line.split(separator: " ")
            if words.count == 2, let value = Double(words[1]) { found[String(words[0])] = value }
        }
        return found
    }

    /// Removes what a container engine has made in it, and of the same name for controllers that are not ours.
    func removeGuests() {
        let others =
            version == .one
            ? ServiceFolders.names(in: "/sys/fs/cgroup").map { "/sys/fs/cgroup/\($0)\(parent ?? "")" } : []
        for place in Set(others + places.values) where place.hasSuffix(parent ?? "/") {
            for name in ServiceFolders.names(in: place) { rmdir("\(place)/\(name)") }
            rmdir(place)
        }
    }

    /// Only an empty group can be removed; one whose last process is just ending is empty in a moment.
    func remove() {
        for place in places.values {
            for _ in 0..<50 where rmdir(place) != 0 && errno == EBUSY { usleep(2000) }
        }
    }
}
