import Core
import Engine
import Glibc
import Testing

@testable import Execution

@Suite("What the surroundings tell")
struct ProbeTests {
    @Test("the machine has processors, memory and a name")
    func machine() {
        let machine = MachineProbe().machine()
        #expect(machine.cores >= 1)
        #expect(machine.memoryBytes > 1_048_576)
        #expect(machine.system.hasPrefix("Linux "))
    }

    @Test("limits of control groups count, in both versions and from every level above")
    func limits() {
        let second = Workshop()
        for name in ["proc", "proc/self", "sys", "sys/fs", "sys/fs/cgroup", "sys/fs/cgroup/a", "sys/fs/cgroup/a/b"] {
            second.makeDirectory(name)
        }
        second.write("MemTotal:        8000000 kB\nMemFree: 1 kB\n", to: "proc/meminfo")
        #expect(MachineProbe(root: second.path).memory() == 8_192_000_000)
        second.write("0::/a/b\n", to: "proc/self/cgroup")
        second.write("max\n", to: "sys/fs/cgroup/a/b/memory.max")
        second.write("1073741824\n", to: "sys/fs/cgroup/a/memory.max")
        second.write("50000 100000\n", to: "sys/fs/cgroup/a/b/cpu.max")
        #expect(MachineProbe(root: second.path).memory() == 1_073_741_824)
        #expect(MachineProbe(root: second.path).cores() == 1)

        let first = Workshop()
        for name in ["proc", "proc/self", "sys", "sys/fs", "sys/fs/cgroup", "sys/fs/cgroup/memory"] {
            first.makeDirectory(name)
        }
        first.write("MemTotal: 1000 kB\n", to: "proc/meminfo")
        first.write("9:memory:/x\n1:name=systemd:/\nnonsense\n", to: "proc/self/cgroup")
        first.write("9223372036854771712\n", to: "sys/fs/cgroup/memory/memory.limit_in_bytes")
        #expect(MachineProbe(root: first.path).memory() == 1_024_000)
        first.write("500000\n", to: "sys/fs/cgroup/memory/memory.limit_in_bytes")
        #expect(MachineProbe(root: first.path).memory() == 500_000)
        #expect(MachineProbe(root: "/no/such/root").memory() == 0)
    }

    @Test(
        "the CI system's words are understood",
        arguments: [
            ([:], GitState()),
            (["CI": "false", "GITHUB_REF_NAME": "x"], GitState()),
            (
                ["CI": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main"],
                GitState(branch: "main", trigger: "push", manualTrigger: false, ci: true)
            ),
            (
                ["CI": "1", "GITHUB_EVENT_NAME": "workflow_dispatch", "GITHUB_HEAD_REF": "topic"],
                GitState(branch: "topic", trigger: "workflow_dispatch", manualTrigger: true, ci: true)
            ),
            (
                ["CI": "true", "CI_PIPELINE_SOURCE": "web", "CI_COMMIT_REF_NAME": "dev"],
                GitState(branch: "dev", trigger: "web", manualTrigger: true, ci: true)
            ),
            (
                ["CI": "true", "GITHUB_REF": "refs/tags/v1", "GITHUB_REF_NAME": "v1", "GITHUB_REF_TYPE": "tag"],
                GitState(trigger: "ci", manualTrigger: false, ci: true, tag: "v1")
            ),
            (["CI": "yes", "BRANCH_NAME": "b"], GitState(branch: "b", trigger: "ci", manualTrigger: false, ci: true)),
        ] as [([String: String], GitState)]
    )
    func ci(environment: [String: String], state: GitState) {
        #expect(GitState(environment) == state)
    }

    @Test("git's status is understood")
    func status() {
        var state = GitState()
        GitProbe.read(Array("# branch.oid 12ab\n# branch.head topic/x\n# branch.ab +0 -0\n".utf8), into: &state)
        #expect(state == GitState(branch: "topic/x", commit: "12ab", dirty: false, isModified: false))
        state = GitState(branch: "ci")
        GitProbe.read(Array("# branch.oid (initial)\n# branch.head (detached)\n? a file\n".utf8), into: &state)
        #expect(state == GitState(branch: "ci", commit: nil, dirty: true, isModified: false))
    }

    @Test("a real repository is read; outside of one nothing is claimed")
    func repository() async throws {
        let shop = Workshop()
        let environment = ["PATH": "/usr/bin:/bin", "HOME": shop.path, "GIT_CEILING_DIRECTORIES": "/tmp"]
        let probe = GitProbe(directory: shop.path, environment: environment)
        #expect(probe.state() == GitState())
        let script =
            "git init -q -b trunk . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x && git rev-parse HEAD"
        guard
            try await shop.runner.start(shop.command(["sh", "-c", script], log: "/dev/null", environment: environment))
                .wait().status == .exited(0)
        else { return }
        let clean = probe.state()
        #expect(clean.branch == "trunk")
        #expect(clean.commit?.utf8.count == 40)
        #expect(clean.dirty == false)
        shop.write("x", to: "new")
        #expect(probe.state().dirty == true)
    }

    @Test("a helper command that hangs is cut off in time", .timeLimit(.minutes(30)))
    func hangingHelper() {
        let begin = SystemClock.now()
        let command = CapturedCommand(
            arguments: ["sh", "-c", "echo x; sleep 4750"],
            environment: ["PATH": "/usr/bin:/bin"],
            directory: "/tmp",
            timeout: .milliseconds(100)
        )
        #expect(command.run() == nil)
        #expect(SystemClock.now() - begin < .seconds(10))
        // What was sent KILL with its group may need an instant to vanish.
        let shop = Workshop()
        while !shop.survivors(named: "sleep\u{0}4750").isEmpty, SystemClock.now() - begin < .seconds(30) {
            sched_yield()
        }
        #expect(shop.survivors(named: "sleep\u{0}4750").isEmpty)
    }

    @Test("a signal comes as a wish to everybody who listens", .timeLimit(.minutes(30)))
    func interrupts() async {
        var first = Interrupts.stream().makeAsyncIterator()
        Glibc.kill(getpid(), SIGHUP)
        #expect(await first.next() != nil)
        var second = Interrupts.stream().makeAsyncIterator()
        Glibc.kill(getpid(), SIGUSR2)
        #expect(await second.next() != nil)
        Interrupts.restoreDefaults()
    }
}
