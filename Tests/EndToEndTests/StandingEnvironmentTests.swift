import Glibc
import Testing

/// Environments that stay up between runs, with a service that needs nothing installed.
@Suite("environments that outlive a run")
struct StandingEnvironmentTests {
    /// A project whose step asks the service for its process; the service counts its starts.
    private func project(_ lifecycle: String, duration: String = "5m") -> Folder {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            services:
              web:
                run: [python3, server.py, "{services.web.port}"]
                ports: free
                health: {http: /health, interval: 20ms, start_period: 4s}
            environments:
              backend: {lifecycle: \(lifecycle), duration: \(duration), services: [web]}
            steps:
              it:
                kind: integration
                environment: backend
                reports: r.xml
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="t"/></testsuite>' > r.xml
                  echo "$WEB_PORT" >> ports
            """,
            to: "assay.yaml"
        )
        folder.write(
            """
            import http.server, os, sys
            open('starts', 'a').write('up\\n')
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    if self.path == '/die': os._exit(7)
                    self.send_response(500 if os.path.exists('ill') else 200); self.end_headers()
                def log_message(self, *_): pass
            print('serving', flush=True)
            http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
            """,
            to: "server.py"
        )
        return folder
    }

    private func starts(_ folder: Folder) -> Int { folder.read("starts").split(separator: "\n").count }
    private func ports(_ folder: Folder) -> [Substring] { folder.read("ports").split(separator: "\n") }

    private func parent(of process: pid_t) -> pid_t? {
        let text = String(decoding: Folder.bytes("/proc/\(process)/stat"), as: UTF8.self)
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 1 ? pid_t(fields[1]) : nil
    }

    private func isUp(_ folder: Folder) -> Bool {
        Program.assay("env", "list", in: folder).out.contains("up for")
    }

    @Test("a persistent environment serves run after run until it is taken down, and then nothing of it is left")
    func persistent() {
        let folder = project("persistent")
        for _ in 0..<2 {
            let ended = Program.assay("run", in: folder)
            #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        }
        #expect(starts(folder) == 1)
        let ports = ports(folder)
        #expect(ports.count == 2 && ports.first == ports.last)
        #expect(isUp(folder))
        #expect(folder.read(".assay/latest/summary.json").contains("\"services\":[{\"name\":\"web\""))
        let down = Program.assay("env", "down", "backend", in: folder)
        #expect(down.out.contains("backend: taken down"))
        #expect(!isUp(folder))
        #expect(Program.processes(with: "server.py\u{0}\(ports.first.map(String.init) ?? "?")").isEmpty)
    }

    @Test("one that is ill or whose configuration has changed is brought up anew, and the run says so")
    func anew() {
        let folder = project("persistent")
        defer { _ = Program.assay("env", "down", "--all", in: folder) }
        #expect(Program.assay("run", in: folder).code == 0)
        folder.write(folder.read("assay.yaml").replacing("interval: 20ms", with: "interval: 30ms"), to: "assay.yaml")
        let changed = Program.assay("run", in: folder)
        #expect(changed.code == 0)
        #expect((changed.out + changed.err).contains("is brought up anew: the configuration says something else"))
        folder.write("", to: "ill")
        let ill = Program.assay("run", in: folder)
        #expect(ill.code == 3, "\(ill.out)")
        #expect(ill.out.contains("is not healthy any more: HTTP status 500"), "\(ill.out)")
        #expect(ill.out.contains("did not become healthy"), "\(ill.out)")
        #expect(starts(folder) == 3)
    }

    @Test("when its duration is over it goes down by itself")
    func duration() {
        let folder = project("persistent", duration: "6s")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(Folder.eventually { !isUp(folder) })
        #expect(folder.read(".assay/environments/backend/state.json").contains("its 6s were over"))
    }

    @Test("one on demand comes up when a person asks for it, and a step that finds it down says how")
    func onDemand() {
        let folder = project("on_demand")
        defer { _ = Program.assay("env", "down", "--all", in: folder) }
        let without = Program.assay("run", in: folder)
        #expect(without.code == 3)
        #expect(without.out.contains("`assay env up backend` brings it up"), "\(without.out)")
        #expect(starts(folder) == 0)
        // Asked for by the name of its stage, it is up for this run.
        #expect(Program.assay("run", "--only", "s", in: folder).code == 0)
        #expect(starts(folder) == 1)
        #expect(!isUp(folder))
        let up = Program.assay("env", "up", "backend", in: folder)
        #expect(up.code == 0, "\(up.err)")
        #expect(up.out.contains("WEB_PORT="))
        #expect(Program.assay("run", in: folder).code == 0)
        #expect(starts(folder) == 2)
        let shown = Program.assay(
            "env",
            "exec",
            "backend",
            "--",
            "sh",
            "-c",
            "echo $WEB_PORT {services.web.port}",
            in: folder
        )
        let words = shown.out.split(whereSeparator: \.isWhitespace)
        #expect(words.count == 2 && words.first == words.last, "\(shown.out)\(shown.err)")
        #expect(Program.assay("env", "logs", "backend", in: folder).out.contains("serving"))
    }

    @Test("two who want the same environment at once share one")
    func twoAtOnce() {
        let folder = project("on_demand")
        defer { _ = Program.assay("env", "down", "--all", in: folder) }
        let processes = (0..<2).map { _ in Program.start([Program.assay, "env", "up", "backend"], in: folder) }
        let ended = processes.map { Program.wait($0, in: folder) }
        #expect(ended.map(\.code) == [0, 0], "\(ended.map(\.err))")
        #expect(starts(folder) == 1)
    }

    @Test("a service that dies is the cause of the step's failure, and the next run has it anew")
    func dies() {
        let folder = project("persistent")
        defer { _ = Program.assay("env", "down", "--all", in: folder) }
        #expect(Program.assay("run", in: folder).code == 0)
        let whole = folder.read("assay.yaml")
        folder.write(
            whole + "\n      python3 -c \"import urllib.request; urllib.request.urlopen('{services.web.url}/die')\"\n",
            to: "assay.yaml"
        )
        let dead = Program.assay("run", in: folder)
        #expect(dead.code == 3)
        #expect(dead.out.contains("service \"web\" ended while it was in use, with exit code 7"), "\(dead.out)")
        folder.write(whole, to: "assay.yaml")
        #expect(Program.assay("run", in: folder).code == 0)
    }

    @Test("what is killed together with its guardian goes with the next command, whichever it is")
    func swept() {
        let folder = project("on_demand")
        #expect(Program.assay("env", "up", "backend", in: folder).code == 0)
        let port =
            Program.assay("env", "exec", "backend", "--", "printenv", "WEB_PORT", in: folder).out
            .split(separator: "\n").first.map(String.init) ?? "?"
        let keeper = folder.read(".assay/environments/backend/lock").split(separator: "\n").first.flatMap { Int32($0) }
        guard let keeper else {
            Issue.record("nobody keeps the environment")
            return
        }
        for guardian in Program.processes(with: "__guardian") where parent(of: guardian) == keeper {
            kill(guardian, SIGKILL)
        }
        kill(keeper, SIGKILL)
        #expect(!Program.processes(with: "server.py\u{0}\(port)").isEmpty)
        #expect(
            Folder.eventually {
                Program.assay("list", "formats", in: folder).code == 0
                    && Program.processes(with: "server.py\u{0}\(port)").isEmpty
            }
        )
        #expect(!isUp(folder))
    }
}
