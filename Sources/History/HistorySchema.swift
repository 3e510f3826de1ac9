import GRDB

/// The tables of the history's index.
///
/// The order of the primary keys decides: results lie run by run, so that a run is written, compared and removed in one
/// piece; the results of one test are as many look-ups as there are runs, each of a few microseconds.
enum HistorySchema {
    /// Raised with every change of a table; an index of another version is made anew, one of a later version is refused.
    static let version = 1

    /// Set in the file's header: what is no index of ours is not touched.
    static let application = 0x4153_5359

    static let tables = """
        CREATE TABLE line(
          id INTEGER PRIMARY KEY, branch TEXT, change INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX line_name ON line(ifnull(branch, ''), branch IS NULL, change);
        CREATE TABLE run(
          seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line INTEGER NOT NULL, commit_id TEXT,
          started REAL NOT NULL, seconds REAL NOT NULL, machine TEXT, trigger_word TEXT NOT NULL,
          of_commit INTEGER NOT NULL, verdict TEXT, interrupted INTEGER NOT NULL,
          seeded INTEGER NOT NULL, passed INTEGER NOT NULL,
          failed INTEGER NOT NULL, errors INTEGER NOT NULL, skipped INTEGER NOT NULL, flaky INTEGER NOT NULL,
          duration REAL NOT NULL, pruned INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX run_started ON run(started);
        CREATE TABLE test(
          id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, file TEXT NOT NULL, suite TEXT NOT NULL,
          class TEXT NOT NULL, name TEXT NOT NULL, parameters TEXT NOT NULL, variant TEXT NOT NULL
        );
        CREATE TABLE test_alias(hash INTEGER PRIMARY KEY, test INTEGER NOT NULL);
        CREATE TABLE result(
          run INTEGER NOT NULL, test INTEGER NOT NULL, status INTEGER NOT NULL, ms INTEGER,
          PRIMARY KEY(run, test)
        ) WITHOUT ROWID;
        CREATE TABLE failure(
          run INTEGER NOT NULL, test INTEGER NOT NULL, status INTEGER NOT NULL, message TEXT,
          PRIMARY KEY(run, test)
        ) WITHOUT ROWID;
        CREATE TABLE test_day(
          line INTEGER NOT NULL, day INTEGER NOT NULL, test INTEGER NOT NULL, runs INTEGER NOT NULL,
          failed INTEGER NOT NULL, flaky INTEGER NOT NULL, skipped INTEGER NOT NULL, ms INTEGER NOT NULL,
          PRIMARY KEY(line, day, test)
        ) WITHOUT ROWID;
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

    static func create(_ database: Database) throws {
        try database.execute(sql: tables)
        try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    }
}
