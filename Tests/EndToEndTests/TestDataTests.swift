import Glibc
import Testing

private func has(_ program: String) -> Bool {
    ["/usr/bin", "/usr/local/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
}

private let hasDatabases = access("/usr/lib/postgresql", F_OK) == 0 && has("redis-server") && has("redis-cli")

@Suite("test data of steps")
struct TestDataTests {
    private static let passed =
        "echo '<testsuite name=\"s\"><testcase classname=\"c\" name=\"t\"/></testsuite>' > r.xml"

    /// A project with one step, and what it says of test data and services.
    private func project(kind: String, data: String, services: String = "", script: [String]) -> Folder {
        let folder = Folder()
        let lines = ([Self.passed] + script).map { "      \($0)" }.joined(separator: "\n")
        let environment = services.isEmpty ? "" : "\n    environment: backend"
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            \(services)
            test_data_orchestration:
              strategies:
                \(kind)_tests: \(data)
            steps:
              it:
                kind: \(kind)\(environment)
                reports: r.xml
                run: |
            \(lines)
            """,
            to: "assay.yaml"
        )
        return folder
    }

    @Test(
        "fixtures are a folder of the step's own, which a test takes back to what it was, and which goes with the step"
    )
    func fixtures() {
        let folder = project(
            kind: "unit",
            data: "{approach: in_memory_fixtures, isolation: per_test, fixtures: [\"fixtures/**\"]}",
            script: [
                "cat \"$ASSAY_FIXTURES/fixtures/a.txt\" > seen",
                "echo changed > \"$ASSAY_FIXTURES/fixtures/a.txt\"",
                "echo more > \"$ASSAY_FIXTURES/fixtures/b.txt\"",
                "\(Program.assay) env restore",
                "cat \"$ASSAY_FIXTURES/fixtures/a.txt\" >> seen",
                "ls \"$ASSAY_FIXTURES/fixtures\" >> seen",
                "echo \"$ASSAY_FIXTURES\" > place",
            ]
        )
        folder.write("one\n", to: "fixtures/a.txt")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "one\none\na.txt\n")
        #expect(folder.read("fixtures/a.txt") == "one\n")
        let place = folder.read("place").split(separator: "\n").first.map(String.init) ?? ""
        #expect(place.contains("assay-data-"))
        #expect(access(place, F_OK) != 0)
    }

    @Test("fixtures that match no file are an error of the environment")
    func noFixtures() {
        let folder = project(
            kind: "unit",
            data: "{approach: in_memory_fixtures, fixtures: [\"fixtures/**\"]}",
            script: ["true"]
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(ended.out.contains("fixtures/** match nothing"), "\(ended.out)")
    }

    private static let databases = """
        services: {db: postgres, cache: redis}
        environments: {backend: {lifecycle: per_suite, services: [db, cache]}}
        """

    @Test(
        "seeded databases come back to what they were, in the middle of a step, while a connection is open",
        .enabled(if: hasDatabases, "postgresql or redis-server is not installed")
    )
    func snapshots() {
        let folder = project(
            kind: "e2e",
            data:
                "{approach: api_seeding, state_management: snapshot_restore, inputs: [seed.sql], seed: ["
                + "{run: 'psql -q -v ON_ERROR_STOP=1 {services.db.url} -f seed.sql'}, "
                + "{run: [redis-cli, -u, \"{services.cache.url}\", set, name, Ada]}]}",
            services: Self.databases,
            script: [
                "psql -qAtc 'select count(*) from t' {services.db.url} > seen",
                "psql -qAtc 'delete from t' {services.db.url}",
                "redis-cli -u {services.cache.url} mset name Bob more x > /dev/null",
                "(echo 'select pg_sleep(60);' | psql -q {services.db.url} > /dev/null 2>&1) &",
                "sleep 0.3",
                "\(Program.assay) env restore 2> notes",
                "psql -qAtc 'select count(*) from t' {services.db.url} >> seen",
                "redis-cli -u {services.cache.url} get name >> seen",
                "redis-cli -u {services.cache.url} exists more >> seen",
            ]
        )
        folder.write(
            "create table t(id int primary key); insert into t select generate_series(1, 500);",
            to: "seed.sql"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "500\n500\nAda\n0\n")
        #expect(folder.read("notes").contains("1 open connection to \"db\" had to be ended"))
        // The next run takes the snapshot that was kept: the seed is not asked.
        folder.write(
            folder.read("assay.yaml"),
            to: "assay.yaml"
        )
        let again = Program.assay("run", in: folder)
        #expect(again.code == 0, "\(again.out)\(again.err)")
        #expect(!folder.exists(".assay/latest/logs/data-e2e_tests-1.log"))
        #expect(folder.read("seen") == "500\n500\nAda\n0\n")
        // Other migrations are another state.
        folder.write("create table t(id int primary key); insert into t values (1);", to: "seed.sql")
        let other = Program.assay("run", in: folder)
        #expect(other.code == 0, "\(other.out)\(other.err)")
        #expect(folder.read("seen") == "1\n1\nAda\n0\n")
        #expect((other.out + other.err).contains("it is made anew"))
    }

    private static let server = """
        import http.server, json, signal, sys
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        users = {}
        class Handler(http.server.BaseHTTPRequestHandler):
            def say(self, status, value):
                self.send_response(status); self.end_headers(); self.wfile.write(json.dumps(value).encode())
            def do_GET(self): self.say(200, users)
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                if body.get('name') == 'bad': return self.say(500, {'error': 'no such plan'})
                users['u1'] = body; self.say(201, {'user': {'id': 'u1'}})
            def do_PUT(self):
                users[self.path.split('/')[2]]['plan'] = self.rfile.read(int(self.headers['Content-Length'])).decode()
                self.say(200, {})
            def log_message(self, *_): pass
        http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
        """

    private static let web = """
        services: {web: {run: [python3, server.py, "{services.web.port}"], ports: free, health: {http: /}}}
        environments: {backend: {services: [web]}}
        """

    @Test("requests seed a service once it is healthy, and values of an answer go into later ones")
    func requests() {
        let folder = project(
            kind: "e2e",
            data:
                "{approach: api_seeding, seed: [{url: \"{services.web.url}/users\", json: {name: Ada}, save: {user: user.id}}, "
                + "{url: \"{services.web.url}/users/{data.user}\", method: PUT, body: pro}]}",
            services: Self.web,
            script: [
                "python3 -c \"import urllib.request as r; print(r.urlopen('{services.web.url}').read().decode())\" > seen"
            ]
        )
        folder.write(Self.server, to: "server.py")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "{\"u1\": {\"name\": \"Ada\", \"plan\": \"pro\"}}\n")
    }

    @Test("a seed that is answered with 500 is an error of the environment, with the request and the answer")
    func refused() {
        let folder = project(
            kind: "e2e",
            data:
                "{approach: api_seeding, seed: [{url: \"{services.web.url}/users\", json: {name: Ada}}, "
                + "{url: \"{services.web.url}/users\", json: {name: bad}}]}",
            services: Self.web,
            script: ["touch ran"]
        )
        folder.write(Self.server, to: "server.py")
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 3)
        #expect(!folder.exists("ran"))
        for words in ["seed 2 of e2e_tests", "status 500", "{\"name\":\"bad\"}", "no such plan"] {
            #expect((ended.out + ended.err).contains(words), "\(words)\n\(ended.out)\(ended.err)")
        }
    }

    @Test(
        "a performance environment is filled with as many records as the volume says, before its steps",
        .enabled(if: hasDatabases, "postgresql or redis-server is not installed")
    )
    func records() {
        let folder = project(
            kind: "performance",
            data: "{approach: synthetic_generation, spec: shop.yaml, volume: 2000_records, distribution: realistic}",
            services: Self.databases,
            script: [
                "psql -qAtc 'select count(*) from users' {services.db.url} > seen",
                "psql -qAtc 'select count(*) from orders join users on users.id = orders.user_id' {services.db.url} >> seen",
            ]
        )
        folder.write(
            """
            tables:
              users: {rows: 10, fields: {id: sequence, name: full_name, mail: email}}
              orders: {rows: 30, fields: {id: sequence, user_id: {references: users.id, fan_out: {zipf: 1.1}}}}
            """,
            to: "shop.yaml"
        )
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(folder.read("seen") == "500\n1500\n")
    }

    @Test("privacy of test data is judged by what a scan finds in it")
    func privacy() {
        let folder = Folder()
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [scan]}]}
            test_data_orchestration:
              data_privacy: {production_data: never_in_tests, pii_handling: synthetic_only, data_masking: enabled, test_data: "data/**"}
            steps:
              scan:
                kind: security
                run: [\(Program.assay), data, scan, data, --format, sarif, --output, privacy.sarif]
                reports: privacy.sarif
                exit_codes: {clean: [0], findings: [1]}
            """,
            to: "assay.yaml"
        )
        folder.write("name,mail\nAda,ada@example.com\n", to: "data/users.csv")
        let clean = Program.assay("run", in: folder)
        #expect(clean.code == 0, "\(clean.out)\(clean.err)")
        folder.write("name,mail\nAda,ada@gmail.com\n", to: "data/users.csv")
        let dirty = Program.assay("run", in: folder)
        #expect(dirty.code == 1)
        #expect(dirty.out.contains("data_privacy.production_data"), "\(dirty.out)")
        #expect(dirty.out.contains("data/users.csv:2"), "\(dirty.out)")
    }
}
