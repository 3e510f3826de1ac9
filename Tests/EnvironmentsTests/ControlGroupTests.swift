import Glibc
import Testing

@testable import Environments

/// Version 2 on a tree of plain files: many machines have no controllers of it to give away.
@Suite("control groups")
struct ControlGroupTests {
    /// A folder that goes with the test.
    private final class Tree {
        let root: String

        init() {
            var template = Array("/tmp/assay-groups-XXXXXX".utf8CString)
            root = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
        }

        deinit { remove(root) }

        private func remove(_ path: String) {
            for name in ServiceFolders.names(in: path) { remove("\(path)/\(name)") }
            if rmdir(path) != 0 { unlink(path) }
        }

        func write(_ text: String, to path: String) {
            var made = root
            for part in path.split(separator: "/").dropLast() {
                made += "/\(part)"
                mkdir(made, 0o755)
            }
            guard let file = fopen("\(root)/\(path)", "w") else { return }
            fputs(text, file)
            fclose(file)
        }

        func read(_ path: String) -> String { ControlGroups.text("\(root)/\(path)") }
    }

    private func unified(_ given: String = "memory cpu pids") -> Tree {
        let tree = Tree()
        tree.write("0::/job\n", to: "proc/self/cgroup")
        tree.write("cpuset cpu io memory pids\n", to: "sys/fs/cgroup/job/cgroup.controllers")
        tree.write(given, to: "sys/fs/cgroup/job/cgroup.subtree_control")
        let files = [
            "memory.max": "max", "memory.swap.max": "max", "cpu.max": "max 100000", "pids.max": "max",
            "memory.peak": "123456\n", "memory.events": "low 0\noom 2\noom_kill 1\n",
            "cpu.stat": "usage_usec 3500000\nuser_usec 2500000\nsystem_usec 1000000\n", "cgroup.procs": "",
        ]
        for (name, text) in files { tree.write(text, to: "sys/fs/cgroup/job/step/\(name)") }
        return tree
    }

    @Test("version 2: limits are written, and what was used is read")
    func versionTwo() throws {
        let tree = unified()
        let groups = try #require(ControlGroups.found(root: tree.root))
        #expect(groups.version == .two)
        let limits = ControlGroups.Limits(cores: 1.5, memoryBytes: 64e6, processes: 20)
        let group = try #require(groups.make("step", limits))
        let place = "sys/fs/cgroup/job/step"
        #expect(tree.read("\(place)/memory.max").hasPrefix("64000000"))
        #expect(tree.read("\(place)/memory.swap.max").hasPrefix("0"))
        #expect(tree.read("\(place)/cpu.max").hasPrefix("150000 100000"))
        #expect(tree.read("\(place)/pids.max").hasPrefix("20"))
        #expect(group.doors == ["\(tree.root)/\(place)/cgroup.procs"])
        let usage = group.usage()
        #expect(usage.peakMemoryBytes == 123_456)
        #expect(usage.userSeconds == 2.5)
        #expect(usage.systemSeconds == 1)
        #expect(usage.memoryKills == 1)
    }

    @Test("controllers that a group above does not give are asked for")
    func controllers() throws {
        let tree = unified("pids")
        #expect(ControlGroups.found(root: tree.root) != nil)
        #expect(tree.read("sys/fs/cgroup/job/cgroup.subtree_control").hasPrefix("+memory +cpu"))
    }

    @Test("without a memory controller there are no groups")
    func none() {
        let tree = Tree()
        tree.write("0::/\n", to: "proc/self/cgroup")
        tree.write("cpuset\n", to: "sys/fs/cgroup/cgroup.controllers")
        #expect(ControlGroups.found(root: tree.root) == nil)
    }
}
