import Glibc

/// What a machine offers to runs besides cores and memory: ways to keep steps apart, services, permissions.
package struct HostProbe: Sendable {
    /// How something stands.
    package enum State: String, Sendable, Hashable {
        case available
        /// There, and not as it should be.
        case limited
        case absent
    }

    /// One thing that was looked at.
    package struct Finding: Sendable, Hashable {
        package var name: String
        package var state: State
        /// A version, a path, or why not.
        package var detail: String

        package init(_ name: String, _ state: State, _ detail: String) {
            self.name = name
            self.state = state
            self.detail = detail
        }
    }

    private let search: ProgramSearch

    package init(_ search: ProgramSearch) { self.search = search }

    // MARK: Isolation

    package func isolation() -> [Finding] {
        [
            Finding("process", .available, "a session of its own, a subreaper and a guardian for each run"),
            namespaces(), bubblewrap(), controlGroups(), engine("docker", "{{.Server.Version}}"),
            engine("podman", "{{.Client.Version}}"),
        ]
    }

    private func namespaces() -> Finding {
        guard search.path(of: "unshare") != nil else { return Finding("namespaces", .absent, "unshare is not in PATH") }
        let works = search.output(["unshare", "--user", "--map-root-user", "--pid", "--fork", "true"]) != nil
        return works
            ? Finding("namespaces", .available, "users and processes")
            : Finding("namespaces", .absent, "the kernel or its settings refuse them to this user")
    }

    private func bubblewrap() -> Finding {
        guard search.path(of: "bwrap") != nil else {
            return Finding("bubblewrap", .absent, "bwrap is not in PATH: apt install bubblewrap")
        }
        let version = search.version(of: ["bwrap", "--version"]) ?? ""
        let trial = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "--die-with-parent", "true"]
        return search.output(trial) != nil
            ? Finding("bubblewrap", .available, version)
            : Finding("bubblewrap", .limited, "\(version): it cannot make a sandbox here")
    }

    private func controlGroups() -> Finding {
        let isUnified = access("/sys/fs/cgroup/cgroup.controllers", R_OK) == 0
        let base = isUnified ? "/sys/fs/cgroup" + ownGroup() : "/sys/fs/cgroup/memory"
        guard access(base, F_OK) == 0 else { return Finding("cgroups", .absent, "/sys/fs/cgroup has none") }
        let version = isUnified ? "version 2" : "version 1"
        let names =
            isUnified
            ? ProcessTable.contents("/sys/fs/cgroup/cgroup.controllers").map { String(decoding: $0, as: UTF8.self) }
            : nil
        let controllers = names.map { ", " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
        return access(base, W_OK) == 0
            ? Finding("cgroups", .available, version + controllers)
            : Finding("cgroups", .limited, "\(version), which this user may not write")
    }

    /// Our group of version 2, with a slash before it.
    private func ownGroup() -> String {
        let text = ProcessTable.contents("/proc/self/cgroup").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("0::") }
        return line.map { String($0.dropFirst(3)) } ?? ""
    }

    /// A container engine, and whether it answers.
    private func engine(_ name: String, _ format: String) -> Finding {
        guard search.path(of: name) != nil else { return Finding(name, .absent, "\(name) is not in PATH") }
        let answer = search.output([name, "version", "--format", format])?.split(separator: "\n").first
        return answer.map { Finding(name, .available, String($0)) }
            ?? Finding(name, .limited, "there, and no engine answers it")
    }

    // MARK: Services

    package func services() -> [Finding] {
        [postgres(), service("redis", "redis-server"), service("sqlite", "sqlite3")]
    }

    private func postgres() -> Finding {
        let folders = (9...30).reversed().map { "/usr/lib/postgresql/\($0)/bin/postgres" }
        let place = search.path(of: "postgres") ?? folders.first { access($0, X_OK) == 0 }
        guard let place else { return Finding("postgres", .absent, "apt install postgresql") }
        return Finding("postgres", .available, (search.version(of: [place, "--version"]) ?? "") + " (\(place))")
    }

    private func service(_ name: String, _ program: String) -> Finding {
        guard let place = search.path(of: program) else { return Finding(name, .absent, "\(program) is not in PATH") }
        return Finding(name, .available, (search.version(of: [program, "--version"]) ?? "") + " (\(place))")
    }

    // MARK: Permissions

    package func permissions(root: String) -> [Finding] {
        [user(), writable(root), space(root), openFiles(), processes(), git(root)]
    }

    private func user() -> Finding {
        geteuid() == 0
            ? Finding("user", .available, "root") : Finding("user", .available, "user \(geteuid()), not root")
    }

    private func writable(_ root: String) -> Finding {
        access(root, W_OK) == 0
            ? Finding("project folder", .available, "writable: runs are kept in .assay")
            : Finding("project folder", .limited, "\(root) may not be written, so that no run can be kept")
    }

    private func space(_ root: String) -> Finding {
        var status = statvfs()
        guard statvfs(root, &status) == 0 else { return Finding("disk", .limited, systemError(errno)) }
        let free = (UInt64(status.f_bavail) * UInt64(status.f_frsize)) >> 20
        return Finding("disk", free < 500 ? .limited : .available, "\(free) MiB free")
    }

    private func openFiles() -> Finding {
        let text = ProcessTable.contents("/proc/self/limits").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        let words = line?.split(separator: " ") ?? []
        guard words.count > 3 else { return Finding("open files", .limited, "the limit is not known") }
        let limit = Int(words[3]) ?? .max
        return Finding("open files", limit < 1024 ? .limited : .available, "\(words[3]) at most (ulimit -n)")
    }

    private func processes() -> Finding {
        access("/proc/self/task", R_OK) == 0
            ? Finding("processes", .available, "/proc shows them")
            : Finding("processes", .limited, "/proc is not mounted: leaked processes cannot be found")
    }

    private func git(_ root: String) -> Finding {
        guard let version = search.version(of: ["git", "--version"]) else {
            return Finding(
                "git",
                .absent,
                "git is not in PATH: no change is known, and gates on new code cannot be judged"
            )
        }
        return search.output(["git", "-C", root, "rev-parse", "--git-dir"]) == nil
            ? Finding("git", .limited, "\(version): \(root) is no repository, or belongs to somebody else")
            : Finding("git", .available, version)
    }
}
