import GRDB

/// The tables of the history's index.
///
/// The order of the primary keys decides: results lie run by run, so that a run is written, compared and removed in one
/// piece; the results of one test are as many look-ups as there are runs, each of a few microseconds.
enum HistorySchema {
    /// Raised with every change of a table; an index of an earlier version is made anew, one of a later version is refused.
    static let version = 2

    /// Set in the file's header: what is no index of ours is not touched.
    static let application = 0x4153_5359

    static let tables = runs + tests + details + findings

    private static let runs = """
        CREATE TABLE line(
          id INTEGER PRIMARY KEY, branch TEXT, change INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX line_name ON line(ifnull(branch, ''), branch IS NULL, change);
        CREATE TABLE run(
          seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line INTEGER NOT NULL, commit_id TEXT, tag TEXT,
          started REAL NOT NULL, seconds REAL NOT NULL, machine TEXT, trigger_word TEXT NOT NULL,
          of_commit INTEGER NOT NULL, verdict TEXT, interrupted INTEGER NOT NULL,
          partial INTEGER NOT NULL, seeded INTEGER NOT NULL, passed INTEGER NOT NULL,
          failed INTEGER NOT NULL, errors INTEGER NOT NULL, skipped INTEGER NOT NULL, flaky INTEGER NOT NULL,
          duration REAL NOT NULL, pruned INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX run_started ON run(started);

        """

    /// Names that a test had before have `former` set; the others are names that a proposed change gives it.
    ///
    /// `kept_day` holds the part of `test_day` that comes from runs whose results are gone: no record can make it again.
    private static let tests = """
        CREATE TABLE test(
          id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, file TEXT NOT NULL, suite TEXT NOT NULL,
          class TEXT NOT NULL, name TEXT NOT NULL, parameters TEXT NOT NULL, variant TEXT NOT NULL, step INTEGER
        );
        CREATE TABLE test_alias(hash INTEGER PRIMARY KEY, test INTEGER NOT NULL, former INTEGER NOT NULL);
        CREATE TABLE result(
          run INTEGER NOT NULL, test INTEGER NOT NULL, status INTEGER NOT NULL, ms INTEGER,
          PRIMARY KEY(run, test)
        ) WITHOUT ROWID;
        CREATE TABLE failure(
          run INTEGER NOT NULL, test INTEGER NOT NULL, status INTEGER NOT NULL, signature INTEGER, message TEXT,
          PRIMARY KEY(run, test)
        ) WITHOUT ROWID;
        CREATE TABLE repeated(
          run INTEGER NOT NULL, test INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(run, test)
        ) WITHOUT ROWID;
        \(day("test_day"))
        \(day("kept_day"))

        """

    private static func day(_ name: String) -> String {
        """
        CREATE TABLE \(name)(
          line INTEGER NOT NULL, day INTEGER NOT NULL, test INTEGER NOT NULL, runs INTEGER NOT NULL,
          failed INTEGER NOT NULL, flaky INTEGER NOT NULL, skipped INTEGER NOT NULL, ms INTEGER NOT NULL,
          PRIMARY KEY(line, day, test)
        ) WITHOUT ROWID;
        """
    }

    private static let details = """
        CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE figure(
          run INTEGER NOT NULL, name INTEGER NOT NULL, value REAL NOT NULL, dimension TEXT NOT NULL,
          PRIMARY KEY(run, name)
        ) WITHOUT ROWID;
        CREATE TABLE criterion(
          run INTEGER NOT NULL, name INTEGER NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY(run, name)
        ) WITHOUT ROWID;
        CREATE TABLE step(
          run INTEGER NOT NULL, name INTEGER NOT NULL, component INTEGER, seconds REAL NOT NULL,
          passed INTEGER NOT NULL, PRIMARY KEY(run, name)
        ) WITHOUT ROWID;
        CREATE TABLE file(
          run INTEGER NOT NULL, name INTEGER NOT NULL, covered INTEGER NOT NULL, total INTEGER NOT NULL,
          PRIMARY KEY(run, name)
        ) WITHOUT ROWID;

        """

    /// `sighting` says since when a problem has been there on a line: it outlives the runs.
    private static let findings = """
        CREATE TABLE finding(
          id INTEGER PRIMARY KEY, identity INTEGER NOT NULL UNIQUE, tool TEXT NOT NULL, rule TEXT NOT NULL,
          file TEXT NOT NULL, package TEXT NOT NULL, severity TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL
        );
        CREATE TABLE found(
          run INTEGER NOT NULL, finding INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(run, finding)
        ) WITHOUT ROWID;
        CREATE TABLE looked(run INTEGER NOT NULL, tool INTEGER NOT NULL, PRIMARY KEY(run, tool)) WITHOUT ROWID;
        CREATE TABLE sighting(
          finding INTEGER NOT NULL, line INTEGER NOT NULL, run INTEGER NOT NULL, started REAL NOT NULL,
          PRIMARY KEY(finding, line)
        ) WITHOUT ROWID;
        """

    static func create(_ database: Database) throws {
        try database.execute(sql: tables)
        try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    }
}
