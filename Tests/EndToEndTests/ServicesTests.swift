import Glibc
import Scanning
import Testing

/// Whether a program can be found.
private func has(_ programs: String...) -> Bool {
    programs.allSatisfy { program in
        ["/usr/bin", "/usr/local/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

private let hasPostgres = has("psql") && access("/usr/lib/postgresql", F_OK) == 0

@Suite("services")
struct ServicesTests {
    /// A project whose one step has an environment; the step writes what it saw into `seen`, and one passed test.
    private func project(
        services: String,
        names: String,
        script: String,
        environment: String = "",
        extra: String = ""
    ) -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            services:
            \(services)
            environments:
              backend: {lifecycle: per_suite, services: [\(names)]\(environment)}
            steps:
              it:
                kind: integration
                environment: backend
                reports: r.xml
            \(extra)
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="t"/></testsuite>' > r.xml
                  \(script)
            """,
            to: "assay.yaml"
        )
        return folder
    }

    private static let server = """
        import http.server, os, signal, sys
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == '/die': os._exit(7)
                self.send_response(200 if self.path == '/health' else 404); self.end_headers()
            def log_message(self, *_): pass
        print('listening', flush=True)
        http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
        """

    private func web(_ extra: String = "") -> String {
        """
          web:
            run: [python3, server.py, "{services.web.port}"]
            ports: free
            health: {http: /health, interval: 20ms}
        \(extra)
        """
    }

    @Test(
        "PostgreSQL and Redis come up for the step that needs them, and nothing of them is left",
        .enabled(if: hasPostgres && has("redis-server", "redis-cli"), "postgresql or redis-server is not installed")
    )
    func databases() throws {
        let folder = project(
            services: "  store: {preset: postgres, version: \"99\", variables: {DATABASE_URL: url}}",
            names: "store, \"redis:7\"",
            script: """
                psql -tAc 'select 40 + 2' "$DATABASE_URL" > seen
                      psql -tAc 'select 1' -h {services.store.socket} -p {services.store.port} -U postgres >> seen
                      redis-cli -u "$REDIS_URL" ping >> seen
                      echo "{services.store.port}" > port
                """
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "42\n1\nPONG\n")
        let port = folder.read("port").split(separator: "\n").first.map(String.init) ?? "?"
        #expect(Program.processes(with: "-p\u{0}\(port)\u{0}").isEmpty)
        #expect(folder.read(".assay/latest/logs/service-store.log").contains("ready to accept connections"))
        // Another version than the one that is asked for is no secret.
        #expect(folder.read(".assay/latest/report.md").contains("where 99 is asked for"))
        let summary = folder.read(".assay/latest/summary.json")
        #expect(summary.contains("\"services\":["))
        // A second start takes the cluster of the first.
        let copies = folder.path + "/.assay/services"
        #expect(access(copies, F_OK) == 0)
        #expect(Program.assay("run", in: folder).code == 0)
    }

    @Test(
        "a kept cluster of another major version is made anew",
        .enabled(if: hasPostgres, "postgresql is not installed")
    )
    func otherVersion() {
        let folder = project(services: "  store: {preset: postgres}", names: "store", script: "true")
        #expect(Program.assay("run", in: folder).code == 0)
        let mark = Program.run(["sh", "-c", "echo 9 | tee .assay/services/postgres-*/PG_VERSION"], in: folder)
        #expect(mark.out == "9\n")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let kept = Program.run(["sh", "-c", "cat .assay/services/postgres-*/PG_VERSION"], in: folder)
        #expect(Int(kept.out.dropLast()).map { $0 > 9 } == true, "\(kept.out)")
    }

    @Test(
        "a disk that is full while a cluster comes up is the reason of the error, and nothing is left",
        .enabled(
            if: hasPostgres && geteuid() == 0 && has("unshare"),
            "postgresql is not installed, or nobody may give a program a small /tmp here"
        )
    )
    func fullDisk() {
        let folder = project(services: "  store: {preset: postgres}", names: "store", script: "true")
        let base = "/tmp/assay-services-\(geteuid())"
        let script = """
            mkdir -p \(base) && mount -t tmpfs -o size=4m,mode=711 tmpfs \(base) || exit 77
            code=0
            "$0" run || code=$?
            ls \(base) | wc -l
            exit $code
            """
        let ended = Program.run(["unshare", "-m", "sh", "-c", script, Program.assay], in: folder)
        guard ended.code != 77 else { return }
        #expect(ended.code == 3, "\(ended.out)\(ended.err)")
        #expect(ended.out.lowercased().contains("no space left on device"), "\(ended.out)")
        #expect(ended.out.hasSuffix("0\n"), "\(ended.out)")
    }

    @Test("a mock is a service that is reached like any other, and tells what it was asked that nobody expects")
    func mock() {
        let folder = project(
            services: "  pay: {preset: mock, stubs: pay.yaml, report: mock.json}",
            names: "pay",
            script: """
                python3 -c "import urllib.request as u; print(u.urlopen('{services.pay.url}/ok').read().decode())" > seen
                      python3 -c "import urllib.request as u; u.urlopen('$PAY_URL/other')" || true
                """
        )
        folder.write("stubs:\n  - request: {path: /ok}\n    response: {body: fine}\n", to: "pay.yaml")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "fine\n")
        #expect(folder.read("mock.json").contains("\"assay_mock\": 1"))
        let text = ended.out + ended.err
        #expect(text.contains("mock \"pay\": 1 request matched no stub (GET /other)"), "\(text)")
    }

    @Test(
        "a version that is required and not there is an error that says which one is",
        .enabled(if: hasPostgres, "postgresql is not installed")
    )
    func version() {
        let folder = project(
            services: "  store: {image: \"postgres:9\", version: required}",
            names: "store",
            script: "true"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("must have version 9"))
    }

    @Test("a program of the project is a service: reached by placeholder and variable, once it is healthy")
    func program() {
        let folder = project(
            services: web(),
            names: "web",
            script: """
                echo "$WEB_PORT {services.web.port} $WEB_HOST $ADDRESS" > seen
                      python3 -c "import urllib.request; urllib.request.urlopen('{services.web.url}/health')"
                """,
            extra: "    env: {ADDRESS: \"{services.web.url}\"}"
        )
        folder.write(Self.server, to: "server.py")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        let seen = folder.read("seen").split(whereSeparator: \.isWhitespace)
        #expect(seen.count == 4)
        #expect(seen.first == seen.dropFirst().first)
        #expect(seen.last?.hasPrefix("http://127.0.0.1:") == true)
    }

    @Test("a service that dies while a step runs is named as the cause of its failure")
    func dies() {
        let folder = project(
            services: web(),
            names: "web",
            script: "python3 -c \"import urllib.request; urllib.request.urlopen('{services.web.url}/die')\""
        )
        folder.write(Self.server, to: "server.py")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("service \"web\" ended while it was in use, with exit code 7"), "\(ended.out)")
    }

    @Test("a service that never gets healthy: its probes and the end of its output are the error")
    func unhealthy() {
        let folder = project(
            services: """
                  slow:
                    run: "echo warming up; sleep 600"
                    ports: free
                    health: {tcp: port, interval: 10ms, retries: 3, start_period: 0s}
                """,
            names: "slow",
            script: "touch ran"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        for words in ["did not become healthy", "3 probes", "connection refused", "warming up"] {
            #expect(ended.out.contains(words), "\(words): \(ended.out)")
        }
        #expect(!folder.exists("ran"))
    }

    @Test("a service that ends at once says so, with what it printed")
    func endsAtOnce() {
        let folder = project(
            services: "  bad: {run: \"echo no configuration; exit 4\", ports: free}",
            names: "bad",
            script: "true"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("ended before it was ready, with exit code 4"), "\(ended.out)")
        #expect(ended.out.contains("no configuration"))
    }

    @Test("a service that goes into the background is told to stay, and does not stay behind")
    func background() {
        let mark = "3602.\(getpid())"
        let folder = project(
            services: "  demon: {run: \"sleep \(mark) & exit 0\", ports: free}",
            names: "demon",
            script: "true"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("went into the background"), "\(ended.out)")
        #expect(Program.processes(with: "sleep\u{0}\(mark)").isEmpty)
    }

    @Test("a port that another program has is named")
    func portTaken() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(port)
        let number = UInt16(bigEndian: address.sin_port)
        let folder = project(
            services: "  web: {run: [sleep, \"600\"], ports: \(number)}",
            names: "web",
            script: "true"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("cannot have port \(number)"), "\(ended.out)")
    }

    @Test("a service that nobody defines is a warning to `check` and an error to the step that needs it")
    func undefined() {
        let folder = project(services: "  web: [\"redis:7\"]", names: "frontend", script: "touch ran")
        let checked = Program.assay("check", in: folder)
        #expect(checked.code == 0)
        #expect((checked.out + checked.err).contains("nothing says what service 'frontend' is"))
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("define it in 'services'"), "\(ended.out)")
        #expect(!folder.exists("ran"))
    }

    @Test("an interrupt ends the wait for a service at once")
    func interrupted() {
        let folder = project(
            services: "  slow: {run: \"touch up; sleep 600\", ports: free, health: {tcp: port, start_period: 10m}}",
            names: "slow",
            script: "true"
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("up") })
        kill(process, SIGINT)
        let ended = Program.wait(process, in: folder)
        #expect(ended.code == 130, "\(ended.out)")
    }

    @Test(
        "nothing is left where Assay itself is killed, and the next run removes the folder",
        .enabled(if: has("redis-server"), "redis-server is not installed")
    )
    func killed() {
        let folder = project(
            services: "  cache: redis:7",
            names: "cache",
            script: "echo {services.cache.port} {services.cache.folder} > seen.part; mv seen.part seen; sleep 600"
        )
        let process = Program.start([Program.assay, "run"], in: folder)
        #expect(Folder.eventually { folder.exists("seen") })
        let seen = folder.read("seen").split(whereSeparator: \.isWhitespace).map(String.init)
        kill(process, SIGKILL)
        _ = Program.wait(process, in: folder)
        #expect(seen.count == 2)
        guard let port = seen.first, let place = seen.last else { return }
        #expect(Folder.eventually { Program.processes(with: "127.0.0.1:\(port)").isEmpty })
        folder.write(
            folder.read("assay.yaml").replacing("; sleep 600", with: ""),
            to: "assay.yaml"
        )
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(access(place, F_OK) != 0)
    }

    @Test(
        "two runs at once each have a service of their own",
        .enabled(if: has("redis-server", "redis-cli"), "redis-server is not installed")
    )
    func twoRuns() {
        let folders = (0..<2).map { _ in
            project(
                services: "  cache: redis:7",
                names: "cache",
                script: "redis-cli -u {services.cache.url} incr runs > seen; echo {services.cache.port} > port"
            )
        }
        let processes = folders.map { Program.start([Program.assay, "run"], in: $0) }
        let ended = zip(processes, folders).map { Program.wait($0, in: $1) }
        #expect(ended.map(\.code) == [0, 0], "\(ended.map(\.out))")
        #expect(folders.map { $0.read("seen") } == ["1\n", "1\n"])
        #expect(folders[0].read("port") != folders[1].read("port"))
    }

    @Test(
        "an environment is up once for a suite, and anew for each step where it is ephemeral",
        arguments: [true, false]
    )
    func lifecycles(_ isShared: Bool) {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [one, two]}]}
            services:
              counter: {run: "echo up >> starts; echo ready; sleep 600", ports: free, health: {log: ready}}
            environments:
              backend: {lifecycle: \(isShared ? "per_suite" : "ephemeral"), services: [counter]}
            steps:
              one: {environment: backend, run: "echo {services.counter.port} >> ports"}
              two: {environment: backend, run: "echo $COUNTER_PORT >> ports"}
            """,
            to: "assay.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 4, "\(ended.out)\(ended.err)")
        let ports = folder.read("ports").split(separator: "\n")
        #expect(ports.count == 2)
        #expect(Set(ports).count == (isShared ? 1 : 2))
        #expect(folder.read("starts").split(separator: "\n").count == (isShared ? 1 : 2))
        #expect(folder.exists(".assay/latest/logs/service-counter-2.log") == !isShared)
    }
}
