import Glibc
import Testing

private func has(_ program: String) -> Bool {
    ["/usr/bin", "/usr/local/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
}

private let hasPostgres = access("/usr/lib/postgresql", F_OK) == 0 && has("psql") && has("pg_dump")
private let hasRedis = has("redis-server") && has("redis-cli")

@Suite("assay data, with services")
struct DataServiceTests {
    /// Runs a script as a step that has the services; `{services.db.url}` stands for an address.
    private func run(_ services: String, _ script: String, _ files: [String: String]) -> (folder: Folder, said: String)
    {
        let folder = Folder()
        let lines = script.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        folder.write(
            """
            pipeline: {stages: [{name: s, steps: [it]}]}
            services: {\(services)}
            environments: {backend: {services: [\(services.prefix { $0 != ":" })]}}
            steps:
              it:
                kind: e2e
                environment: backend
                reports: r.xml
                run: |
                  echo '<testsuite name="s"><testcase classname="c" name="t"/></testsuite>' > r.xml
            \(lines)
            """,
            to: "assay.yaml"
        )
        for (name, text) in files { folder.write(text, to: name) }
        let ended = Program.assay("run", in: folder)
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        return (folder, ended.out + ended.err)
    }

    @Test(
        "a database that ends the connection half way has nothing of it, or with --resume whole parts, behind which it goes on",
        .enabled(if: hasPostgres, "postgresql is not installed")
    )
    func resumed() {
        let load = "\(Program.assay) data generate numbers.yaml --into {services.db.url}"
        let (folder, said) = run(
            "db: postgres",
            """
            ask() { psql -qAtc "$1" {services.db.url}; }
            psql -q -v ON_ERROR_STOP=1 -f limit.sql {services.db.url}
            \(load) 2> once.err || echo once $? >> seen
            ask 'select count(*) from numbers' >> seen
            \(load) --resume 2> half.err || echo half $? >> seen
            ask 'select count(*), count(distinct id) from numbers' >> seen
            ask 'alter table numbers drop constraint short'
            \(load) --resume 2> rest.err || echo rest $? >> seen
            ask 'select count(*), count(distinct id), max(id) from numbers' >> seen
            ask "select to_regclass('assay_load') is null" >> seen
            """,
            [
                "numbers.yaml": "tables: {numbers: {rows: 300000, fields: {id: sequence}}}",
                "limit.sql": """
                create function ends(number bigint) returns boolean language plpgsql as $$ begin
                  if number = 290000 then perform pg_terminate_backend(pg_backend_pid()); end if;
                  return true;
                end $$;
                create table numbers (id bigint, constraint short check (ends(id)));
                """,
            ]
        )
        #expect(
            folder.read("seen") == "once 3\n0\nhalf 3\n262144|262144\n300000|300000|300000\nt\n",
            "\(said)\(folder.read("once.err"))\(folder.read("half.err"))\(folder.read("rest.err"))"
        )
        #expect(folder.read("once.err").contains("nothing was kept"))
        #expect(folder.read("half.err").contains("the same command goes on behind them"))
        #expect(folder.read("rest.err").contains("262144 rows are there already"))
    }

    @Test(
        "a database is scanned by its tables and masked as a dump that loads again; one that ends half way leaves no file",
        .enabled(if: hasPostgres, "postgresql is not installed")
    )
    func read() {
        let (folder, said) = run(
            "db: postgres",
            """
            psql -q -v ON_ERROR_STOP=1 -f people.sql {services.db.url}
            \(Program.assay) data scan {services.db.url} > found 2>&1 || echo scan $? >> seen
            \(Program.assay) data mask {services.db.url} --key-file key -o masked.sql --report mask.json 2> mask.err
            \(Program.assay) data profile {services.db.url} -o spec.yaml 2> profile.err
            psql -q -c 'create database copy' {services.db.url}
            copy=postgresql://{services.db.user}@{services.db.host}:{services.db.port}/copy
            psql -q -v ON_ERROR_STOP=1 -f masked.sql $copy > /dev/null
            psql -qAtc 'select count(*) from people join letters on people.email = letters.sender' $copy >> seen
            \(Program.assay) data scan $copy > clean 2>&1 || echo clean $? >> seen
            reader=postgresql://reader@{services.db.host}:{services.db.port}/{services.db.database}
            \(Program.assay) data profile $reader -o half.yaml 2> half.err || echo half $? >> seen
            """,
            [
                "key": "sixteen bytes of chance, and more",
                "people.sql": """
                create table people (id int primary key, email text, note text);
                insert into people select i, 'ann' || i || '@corp.io', 'call +49 170 12345' || (100 + i) from generate_series(1, 500) i;
                create table letters (id int, sender text);
                insert into letters select i, 'ann' || i || '@corp.io' from generate_series(1, 500) i;
                create function ends(number int) returns boolean language plpgsql as $$ begin
                  if number = 400 then perform pg_terminate_backend(pg_backend_pid()); end if;
                  return true;
                end $$;
                create role reader login;
                grant select on people, letters to reader;
                alter table people enable row level security;
                create policy readers on people to reader using (ends(id));
                """,
            ]
        )
        #expect(
            folder.read("seen") == "scan 1\n500\nhalf 3\n",
            "\(said)\(folder.read("clean"))\(folder.read("mask.err"))"
        )
        let found = folder.read("found")
        #expect(found.contains("/letters:2:") && found.contains("email 1000, phone 500"), "\(found.suffix(500))")
        #expect(!folder.read("masked.sql").contains("corp.io"))
        #expect(folder.read("mask.json").contains("\"originals_remaining\": 0"))
        #expect(folder.read("spec.yaml").contains("people:"))
        #expect(!folder.exists("half.yaml"))
    }

    @Test("records go into Redis as hashes", .enabled(if: hasRedis, "redis-server is not installed"))
    func hashes() {
        let (folder, said) = run(
            "cache: redis",
            """
            \(Program.assay) data generate users.yaml --into {services.cache.url} 2> load.err
            redis-cli -u {services.cache.url} dbsize > seen
            redis-cli -u {services.cache.url} hget users:7 plan >> seen
            """,
            [
                "users.yaml":
                    "tables: {users: {rows: 500, fields: {id: sequence, plan: {constant: free}, name: full_name}}}"
            ]
        )
        #expect(folder.read("seen") == "500\nfree\n", "\(said)\(folder.read("load.err"))")
    }
}
