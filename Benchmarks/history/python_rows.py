#!/usr/bin/env python3
"""The peer: the same records into rows of the same key, by Python's json and sqlite3, without tests' totals by day.

usage: python_rows.py FOLDER
"""
import json
import pathlib
import sqlite3
import sys

folder = pathlib.Path(sys.argv[1])
target = folder / "peer.db"
target.unlink(missing_ok=True)
database = sqlite3.connect(target)
database.executescript("""
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE test(id INTEGER PRIMARY KEY, key TEXT UNIQUE);
    CREATE TABLE result(run INTEGER, test INTEGER, status INTEGER, ms INTEGER, PRIMARY KEY(run, test)) WITHOUT ROWID;
""")
ids: dict[str, int] = {}
for number, path in enumerate(sorted((folder / ".assay/runs").glob("*/history.json"))):
    record = json.loads(path.read_text())
    rows = []
    for case in record["tests"]:
        key = f"{case['file']}|{case['class']}|{case['name']}"
        if key not in ids:
            ids[key] = len(ids)
            database.execute("INSERT INTO test VALUES (?, ?)", (ids[key], key))
        rows.append((number, ids[key], case["outcome"] != "passed", int(case["seconds"] * 1000)))
    rows.sort()
    database.executemany("INSERT INTO result VALUES (?, ?, ?, ?)", rows)
    database.commit()
