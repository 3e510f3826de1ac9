#!/usr/bin/env python3
"""How long records take into PostgreSQL, beside its own COPY of the same rows from a file.

Usage: load.py ASSAY [ROWS]. A server is made in a temporary folder, as it is installed (fsync and all), and goes at the end.
"""
import glob
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import records

TABLES = ["customers", "orders"]


def server(folder: str) -> tuple[subprocess.Popen, str]:
    programs = max(glob.glob("/usr/lib/postgresql/*/bin"), default=None)
    if not programs:
        sys.exit("PostgreSQL is not installed")
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.geteuid() == 0 else []
    place = pathlib.Path(folder, "server")
    place.mkdir()
    if prefix:
        os.chmod(folder, 0o755)
        shutil.chown(place, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
    made = ["--auth=trust", "--username=postgres", "--locale=C", "--encoding=UTF8"]
    subprocess.run([*prefix, f"{programs}/initdb", "-D", place / "d", *made], check=True, **quiet)
    process = subprocess.Popen(
        [*prefix, f"{programs}/postgres", "-D", place / "d", "-k", place, "-p", port, "-c", "max_wal_size=8GB"], **quiet
    )
    while subprocess.run([f"{programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", port]).returncode:
        time.sleep(0.05)
    return process, f"postgres://postgres@127.0.0.1:{port}/postgres"


def timed(*command: str) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr}")
    return time.perf_counter() - start


def main() -> int:
    program, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        spec = pathlib.Path(folder, "spec.yaml")
        spec.write_text(records.SPEC.replace("ROWS", str(rows)))
        process, address = server(folder)
        try:
            psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", address]
            generate = [program, "data", "generate", str(spec), "--format", "sql"]
            timed(*generate, "--ddl", "--rows", "0..1", "--output", f"{folder}/tables.sql")
            timed(*generate, "--output", f"{folder}/rows.sql")
            statements = pathlib.Path(folder, "tables.sql").read_text().split("COPY")[0]

            def empty() -> None:
                timed(*psql, "-c", f"DROP TABLE IF EXISTS {', '.join(reversed(TABLES))}", "-c", statements)

            print("| way | seconds | to PostgreSQL's own |\n|---|---|---|")
            empty()
            own = timed(*psql, "--single-transaction", "-f", f"{folder}/rows.sql")
            print(f"| psql, COPY from a file of {os.path.getsize(f'{folder}/rows.sql') / 1e6:,.0f} MB that is there | {own:.1f} | – |", flush=True)
            os.remove(f"{folder}/rows.sql")
            empty()
            taken = timed(*generate, "--into", address)
            print(f"| assay data generate --into, {rows:,} rows | {taken:.1f} | {taken / own:.2f}× |")
        finally:
            process.send_signal(3)
            process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
