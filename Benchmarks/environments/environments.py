#!/usr/bin/env python3
"""Measures what a step has to wait for what is around it, beside doing the same by hand, in turns within one run.

usage: Benchmarks/environments/environments.py PATH-OF-ASSAY [IMAGE]

PostgreSQL from nothing and from a cluster that is kept, beside initdb, postgres and pg_isready; steps in a sandbox beside bare ones
and beside bwrap; steps in a container beside `docker run`, where an engine answers that has IMAGE (default assay-test:1).
"""
import glob
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7
STEPS = 20
FAST = [part for name in ["fsync", "synchronous_commit", "full_page_writes"] for part in ("-c", f"{name}=off")]
assay = str(pathlib.Path(sys.argv[1]).resolve())
image = sys.argv[2] if len(sys.argv) > 2 else "assay-test:1"


def table(title: str, rows: dict[str, list[float]], peer: str, unit: str = "ms") -> None:
    print(f"\n### {title}\n\n| what | median | range | to `{peer}` |\n|---|---|---|---|")
    base = statistics.median(rows[peer])
    for name, values in rows.items():
        middle = statistics.median(values)
        print(f"| {name} | {middle * 1e3:.1f} {unit} | {min(values) * 1e3:.1f}–{max(values) * 1e3:.1f} | {middle / base:.2f}× |")


def project(folder: str, text: str) -> str:
    path = tempfile.mkdtemp(dir=folder)
    pathlib.Path(path, "assay.yaml").write_text(text)
    return path


def run(path: str) -> float:
    start = time.perf_counter()
    done = subprocess.run([assay, "run"], cwd=path, capture_output=True, text=True)
    if done.returncode not in (0, 4):
        sys.exit(f"{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def postgres(folder: str) -> None:
    programs = max(glob.glob("/usr/lib/postgresql/*/bin"), default=None)
    if not programs:
        return print("\nPostgreSQL is not installed")
    path = project(
        folder,
        "pipeline: {stages: [{name: s, steps: [it]}]}\nservices: {db: {preset: postgres}}\n"
        "environments: {e: {services: [db]}}\nsteps: {it: {environment: e, run: [/bin/true]}}\n",
    )
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.geteuid() == 0 else []

    def ready() -> float:
        run(path)
        return json.loads(pathlib.Path(path, ".assay/latest/summary.json").read_text())["services"][0]["seconds"]

    def by_hand() -> float:
        place = tempfile.mkdtemp(prefix="assay-bench-")
        if prefix:
            shutil.chown(place, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        start = time.perf_counter()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
        made = ["--no-sync", "--auth=trust", "--username=postgres", "--locale=C", "--encoding=UTF8"]
        subprocess.run([*prefix, f"{programs}/initdb", "-D", f"{place}/d", *made], check=True, **quiet)
        server = subprocess.Popen([*prefix, f"{programs}/postgres", "-D", f"{place}/d", "-k", place, "-p", port, *FAST], **quiet)
        while subprocess.run([f"{programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", port]).returncode:
            time.sleep(0.02)
        taken = time.perf_counter() - start
        server.send_signal(3)
        server.wait()
        shutil.rmtree(place)
        return taken

    rows: dict[str, list[float]] = {"from nothing": [], "from a kept cluster": [], "initdb, postgres and pg_isready by hand": []}
    for _ in range(ROUNDS):
        shutil.rmtree(f"{path}/.assay", ignore_errors=True)
        rows["from nothing"].append(ready())
        rows["from a kept cluster"].append(ready())
        rows["initdb, postgres and pg_isready by hand"].append(by_hand())
    table("PostgreSQL until it is ready", rows, "initdb, postgres and pg_isready by hand")


def many(folder: str, keys: str) -> str:
    names = [f"s{number}" for number in range(STEPS)]
    steps = "\n".join(f"  {name}: {{run: [/bin/true]{keys}}}" for name in names)
    return project(folder, f"pipeline: {{stages: [{{name: s, steps: [{', '.join(names)}]}}]}}\nsteps:\n{steps}\n")


def by_hand(command: list[str]) -> float:
    start = time.perf_counter()
    for _ in range(STEPS):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def each(title: str, rows: dict[str, object], peer: str) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(ROUNDS):
        for name, body in rows.items():
            taken[name].append(body() / STEPS)
    table(title, taken, peer)
    return taken


def sandboxes(folder: str) -> None:
    if not shutil.which("bwrap"):
        return print("\nbubblewrap is not installed")
    bare, sandbox = many(folder, ""), many(folder, ", isolation: sandbox")
    options = ["--die-with-parent", "--unshare-pid", "--unshare-ipc", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    taken = each(
        "a step that does nothing, in a sandbox",
        {
            "a step": lambda: run(bare),
            "a step in a sandbox": lambda: run(sandbox),
            "bwrap by hand": lambda: by_hand(["bwrap", *options, "/bin/true"]),
        },
        "bwrap by hand",
    )
    more = statistics.median(taken["a step in a sandbox"]) - statistics.median(taken["a step"])
    print(f"\na sandbox costs a step {more * 1e3:.1f} ms")


def containers(folder: str) -> None:
    if subprocess.run(["docker", "image", "inspect", image], capture_output=True).returncode:
        return print(f"\nno container engine answers that has the image {image}")
    path = many(folder, f', isolation: {{level: container, image: "{image}"}}')
    bare = many(folder, "")
    mount = ["-v", f"{path}:{path}", "-w", path, "--user", f"{os.geteuid()}:{os.getegid()}"]
    each(
        "a step that does nothing, in a container",
        {
            "a step": lambda: run(bare),
            "a step in a container": lambda: run(path),
            "docker run --rm": lambda: by_hand(["docker", "run", "--rm", "--init", *mount, image, "/bin/true"]),
        },
        "docker run --rm",
    )


print(f"{os.cpu_count()} cores, medians of {ROUNDS} rounds in turns, {STEPS} steps one after another")
with tempfile.TemporaryDirectory(prefix="assay-bench-") as top:
    for part in [postgres, sandboxes, containers]:
        part(top)
