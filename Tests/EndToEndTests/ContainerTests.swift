import Glibc
import Scanning
import Testing

private typealias Kind = EngineUnderTest.Kind

/// Whether the machine lets tests start an engine; which one it does not is in the message.
private let needsDocker: ConditionTrait = .enabled(
    if: EngineUnderTest.docker != nil,
    "dockerd cannot be started here: it needs root, docker.io, busybox-static and curl"
)

@Suite("containers", .serialized)
struct ContainerTests {
    /// The engines that this machine lets tests start.
    private static let engines = Kind.allCases.filter { EngineUnderTest.of($0) != nil }

    /// A project whose one step has an environment with services, and writes one passed test.
    private func project(
        services: String,
        names: String,
        script: String,
        keys: String = "",
        lifecycle: String = "per_suite"
    ) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            services:
            \(services)
            environments:
              backend: {lifecycle: \(lifecycle), services: [\(names)]}
            steps:
              it:
                kind: integration
                environment: backend
                reports: r.xml
            \(keys)
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="t"/></testsuite>' > r.xml
                  \(script)
            """,
            to: "assay.yaml"
        )
        return folder
    }

    /// Returns when a step has made a file, or when it never will.
    private func wait(for name: String, in folder: Folder) {
        for _ in 0..<6000 where !folder.exists(name) { usleep(10_000) }
    }

    private static let web = """
          web:
            image: assay-test
            run: [sh, -c, "mkdir -p /w; echo $GREETING > /w/hello; echo started; exec httpd -f -p 8080 -h /w"]
            ports: 8080
            env: {GREETING: "good day"}
            health: {http: /hello, interval: 20ms}
        """

    @Test("a service in a container is reached at a port of this machine, and is gone with its run", arguments: engines)
    private func service(_ kind: Kind) throws {
        let engine = try #require(EngineUnderTest.of(kind))
        let folder = project(
            services: Self.web,
            names: "web",
            script: "curl -s {services.web.url}/hello > seen; echo $WEB_PORT {services.web.port} >> seen"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let seen = folder.read("seen").split(whereSeparator: \.isWhitespace)
        #expect(seen.prefix(2) == ["good", "day"])
        #expect(seen.count == 4 && seen[2] == seen[3] && seen[2] != "8080", "\(seen)")
        #expect(folder.read(".assay/latest/logs/service-web.log") == "started\n")
        let report = folder.read(".assay/latest/report.json")
        #expect(report.contains("\"image\": \"assay-test\""))
        #expect(report.contains("\"digest\": \"sha256:"))
        #expect(engine.containers.isEmpty)
    }

    @Test("a command asks for the health of a service inside of its container", arguments: engines)
    private func health(_ kind: Kind) throws {
        let engine = try #require(EngineUnderTest.of(kind))
        let service = """
              it:
                image: assay-test
                run: [sh, -c, "touch /ready; exec sleep 1000"]
                health: {command: [cat, /ready], interval: 20ms}
            """
        let good = project(services: service, names: "it", script: "true")
        let ended = Program.assay("run", in: good, environment: engine.environment)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let never = service.replacing("[cat, /ready]", "[cat, /never]")
            .replacing("interval: 20ms", "interval: 20ms, retries: 3, start_period: 0s")
        let bad = project(services: never, names: "it", script: "true")
        let failed = Program.assay("run", in: bad, environment: engine.environment)
        #expect(failed.code == 3)
        #expect(failed.out.contains("did not become healthy (`cat /never`)"), "\(failed.out)")
        #expect(failed.out.contains("can't open '/never'"), "\(failed.out)")
        #expect(engine.containers.isEmpty)
    }

    @Test("a step in a container makes files of the caller, beside its services at their own ports", arguments: engines)
    private func step(_ kind: Kind) throws {
        let engine = try #require(EngineUnderTest.of(kind))
        let folder = project(
            services: Self.web,
            names: "web",
            script:
                "wget -q -O seen {services.web.url}/hello; echo {services.web.port} $MODE ${HOME} >> seen; id -u >> seen",
            keys: "    isolation: {level: container, image: \"assay-test\"}\n    env: {MODE: \"{services.web.port}\"}"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "good day\n8080 8080 /tmp\n\(geteuid())\n")
        #expect(folder.read(".assay/latest/report.json").contains("\"isolation\": \"container ("))
        #expect(engine.containers.isEmpty)
    }

    @Test(
        "without an image a container has this machine's programs, and nothing but the project to write",
        arguments: engines
    )
    private func machine(_ kind: Kind) throws {
        let engine = try #require(EngineUnderTest.of(kind))
        let folder = project(
            services: "  web: [other]\n  other: {run: [sleep, \"1000\"]}",
            names: "web",
            script: """
                python3 -c 'print(6 * 7)' > seen
                      if touch /usr/here 2>/dev/null; then echo wrote >> seen; fi
                      ls /proc | grep -c '^[0-9]' >> seen
                """,
            keys: "    isolation: container"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let seen = folder.read("seen").split(separator: "\n")
        #expect(seen.first == "42")
        #expect(seen.count == 2 && seen.last.flatMap { Int($0) }.map { $0 < 12 } == true, "\(seen)")
    }

    @Test("a step that takes too long is killed whole, and so is one whose run is interrupted", needsDocker)
    func killed() throws {
        let engine = try #require(EngineUnderTest.docker)
        let keys = "    isolation: {level: container, image: \"assay-test\"}\n    timeout: 1s\n    grace_period: 1s"
        let slow = project(
            services: "  other: {run: [sleep, \"1000\"]}",
            names: "other",
            script: "trap '' TERM; sleep 1000 & touch up; while true; do sleep 1; done",
            keys: keys
        )
        let late = Program.assay("run", in: slow, environment: engine.environment)
        #expect(late.code == 1, "\(late.out)\(late.err)")
        #expect(slow.exists("up"))
        #expect(engine.containers.isEmpty)
        slow.write(slow.read("assay.yaml").replacing("timeout: 1s", "timeout: 1h"), to: "assay.yaml")
        unlink(slow.path + "/up")
        let process = Program.start([Program.assay, "run"], in: slow, environment: engine.environment)
        wait(for: "up", in: slow)
        kill(process, SIGINT)
        #expect(Program.wait(process, in: slow).code == 130)
        #expect(engine.containers.isEmpty)
    }

    @Test("what a killed run leaves behind goes with the next command, and nothing else", needsDocker)
    func sweep() throws {
        let engine = try #require(EngineUnderTest.docker)
        let other = "{\"Image\": \"assay-test\", \"Cmd\": [\"sleep\", \"1000\"]}"
        let options = ["-X", "POST", "-H", "Content-Type: application/json", "-d", other]
        _ = EngineUnderTest.call(engine.socket, "/containers/create?name=assay-not-ours", options)
        let folder = project(services: Self.web, names: "web", script: "touch up; sleep 1000")
        let process = Program.start([Program.assay, "run"], in: folder, environment: engine.environment)
        wait(for: "up", in: folder)
        #expect(engine.containers.count == 2)
        kill(process, SIGKILL)
        _ = Program.wait(process, in: folder)
        // The next command of any project does it, whatever engine it would use itself.
        #expect(Program.assay("list", "formats", in: Folder()).code == 0)
        #expect(engine.containers == ["/assay-not-ours"])
        _ = EngineUnderTest.call(engine.socket, "/containers/assay-not-ours?force=true", ["-X", "DELETE"])
    }

    @Test("an image that nobody has is an error that names it", needsDocker)
    func missingImage() throws {
        let engine = try #require(EngineUnderTest.docker)
        let folder = project(services: "  web: {image: \"localhost:1/nothing:1\"}", names: "web", script: "true")
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 3)
        #expect(
            ended.out.contains("there is no image \"localhost:1/nothing:1\", and it cannot be fetched"),
            "\(ended.out)"
        )
    }

    @Test("a port that another program has is an error that names it", needsDocker)
    func port() throws {
        let engine = try #require(EngineUnderTest.docker)
        let taken = TakenPort()
        let folder = project(
            services: Self.web.replacing("ports: 8080", "ports: \"\(taken.number):8080\""),
            names: "web",
            script: "true"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 3)
        #expect(ended.out.contains("cannot have port \(taken.number): another program listens on it"), "\(ended.out)")
    }

    @Test("a service that ends at once is an error with its output", needsDocker)
    func ends() throws {
        let engine = try #require(EngineUnderTest.docker)
        let folder = project(
            services: "  web: {image: \"assay-test\", run: [sh, -c, \"echo no luck; exit 7\"], ports: 8080}",
            names: "web",
            script: "true"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 3)
        #expect(ended.out.contains("ended before it was ready, with exit code 7"), "\(ended.out)")
        #expect(ended.out.contains("no luck"))
    }

    @Test("a step that needs more memory than it has is told the reason", needsDocker)
    func memory() throws {
        let engine = try #require(EngineUnderTest.docker)
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            environments: {small: {isolation: container, resources: {memory: 64MB}}}
            steps: {it: {environment: small, run: [python3, -c, "x = bytearray(300000000)"]}}
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder, environment: engine.environment)
        #expect(ended.code == 3, "\(ended.out)\(ended.err)")
        #expect(
            ended.out.contains("the system killed it for want of memory: its environment has 64 MB"),
            "\(ended.out)"
        )
    }

    @Test("without an engine a container is an error that says what to do, or is done without where that is allowed")
    func noEngine() {
        let nowhere = ["DOCKER_HOST": "unix:///nowhere/engine.sock"]
        let service = project(services: Self.web, names: "web", script: "true")
        let failed = Program.assay("run", in: service, environment: nowhere)
        #expect(failed.code == 3)
        #expect(failed.out.contains("needs a container: there is no socket /nowhere/engine.sock"), "\(failed.out)")
        let step = project(
            services: "  other: {run: [sleep, \"1000\"]}",
            names: "other",
            script: "true",
            keys: "    isolation: docker_volumes"
        )
        let refused = Program.assay("run", in: step, environment: nowhere)
        #expect(refused.code == 3)
        #expect(refused.out.contains("`isolation_fallback: allow` would run it without"), "\(refused.out)")
        step.write(
            step.read("assay.yaml").replacing("docker_volumes", "docker_volumes\n    isolation_fallback: allow"),
            to: "assay.yaml"
        )
        let allowed = Program.assay("run", in: step, environment: nowhere)
        #expect(allowed.code == 0, "\(allowed.out)\(allowed.err)")
        #expect(allowed.out.contains("ran without the container that it asks for"), "\(allowed.out)")
    }

    @Test(
        "a socket that this user may not use is told, with the group to join",
        .enabled(if: geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0, "only root can become somebody else")
    )
    func permission() {
        let taken = TakenSocket()
        let folder = project(services: Self.web, names: "web", script: "true")
        chmod(folder.path, 0o777)
        let program = Folder()
        chmod(program.path, 0o755)
        let copy = program.path + "/assay"
        _ = Program.run(["cp", Program.assay, copy], in: program)
        let become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
        let ended = Program.run(
            become + [copy, "run"],
            in: folder,
            environment: ["DOCKER_HOST": "unix://\(taken.path)", "HOME": folder.path]
        )
        #expect(ended.code == 3, "\(ended.out)\(ended.err)")
        #expect(ended.out.contains("may not be used by this user: join the group that owns it"), "\(ended.out)")
    }
}

extension String {
    /// The text with every occurrence of another one replaced.
    fileprivate func replacing(_ part: String, _ other: String) -> String { self.replacing(part, with: other) }
}

/// A port that somebody listens on.
private final class TakenPort {
    let number: Int
    private let file: Int32

    init() {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let file = file
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(file, pointer, length) == 0 && listen(file, 1) == 0 && getsockname(file, pointer, &length) == 0
            }
        }
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(file) }
}

/// A socket that only root may use.
private final class TakenSocket {
    let path = "/tmp/assay-taken-\(getpid()).sock"
    private let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)

    init() {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let file = file
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(file, 5) == 0
            }
        }
        chmod(path, 0o600)
    }

    deinit {
        close(file)
        unlink(path)
    }
}
