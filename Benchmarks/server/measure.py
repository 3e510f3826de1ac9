#!/usr/bin/env python3
"""What a dashboard with ten million results behind it takes: its start, its pages while runs come in, runs, memory.

usage: measure.py ASSAY FOLDER [RUNS TESTS]      (1000 runs of 10,000 tests unless named otherwise)

FOLDER keeps the data, so that it is made once. Pages are asked for one after the other, as page and as JSON, while a run of TESTS
tests of the same project comes in each second.
"""
import atexit
import gzip
import itertools
import pathlib
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests/Server"))
import dashboard  # noqa: E402

ROUNDS, STARTS, SENT = 40, 9, 30
assay, folder = str(dashboard.folder(sys.argv[1])), dashboard.folder(sys.argv[2])
runs, tests = (int(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 4 else (1000, 10_000)
data = folder / "data"
(data / "projects").mkdir(parents=True, exist_ok=True)
callers = itertools.count(1)


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def milliseconds(seconds):
    return f"{seconds * 1000:.0f} ms"


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def make(place, count, size, start, step):
    script = HERE.parent / "history/make_runs.py"
    subprocess.run([sys.executable, script, place, *(str(int(number)) for number in (count, size, start, step))], check=True)


def fill(name, count, size):
    """Makes the runs of a project, and its index as a server does that starts on them."""
    project = data / "projects" / name
    if not project.exists():
        make(project, count, size, time.time() - count * 3600, 3600)
    if not (project / ".assay/history.db").exists():
        begin = time.monotonic()
        subprocess.run([assay, "history", "rebuild"], cwd=project, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - begin
        if count * size > 1_000_000:
            row(f"index of {count * size:,} results", f"{seconds:.1f} s", f"{count * size / seconds / 1000:.0f},000 results a second")


class Bodies:
    """Runs of a size, packed as they are sent; each once."""

    def __init__(self, name, count, size):
        place = folder / "sent" / name
        if not place.exists():
            make(place, count, size, time.time(), 10)
        self.files = sorted((place / ".assay/runs").iterdir())
        self.packed = [(file.name, (file / "history.json").read_bytes()) for file in self.files]
        self.packed = [(name, len(record), gzip.compress(record, 1)) for name, record in self.packed]

    def send(self, server, secret, project, number):
        name, length, body = self.packed[number]
        headers = {"authorization": f"Bearer {secret}", "assay-record-bytes": str(length)}
        begin = time.monotonic()
        answer = server.send("PUT", f"/api/v1/projects/{project}/runs/{name}", body, headers, timeout=300)
        if answer.status != 201:
            raise SystemExit(f"{name}: {answer.status}: {answer.body.decode()}")
        return time.monotonic() - begin


def started():
    """Seconds until a server answers."""
    begin = time.monotonic()
    server = dashboard.Dashboard(assay, "--data", str(data), "--public", "--trusted-proxy", "127.0.0.1")
    atexit.register(server.process.kill)
    if server.get("/health").status != 200:
        raise SystemExit("the server is not well")
    return time.monotonic() - begin, server


def memory(server, key):
    """MiB."""
    lines = pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(key)).split()[1]) / 1024


def views(server):
    """Every page with what it shows, by its path behind the project's."""
    run = server.get("/api/v1/projects/big/runs").json["runs"]["rows"][0]["run"]
    key = server.get("/api/v1/projects/big/tests").json["tests"]["rows"][0]["test"]
    project = "/projects/big"
    words = ["", "/runs", "/tests", "/flaky", "/performance", "/coverage", "/gates", "/releases", "/incidents", "/review", "/compare"]
    asked = {"Projects": "/projects", "Run": f"{project}/runs/{run}", "Test": f"{project}/test?key=" + dashboard.urllib.parse.quote(key)}
    return asked | {word[1:].capitalize() or "Overview": project + word for word in words}


def ask(server, path):
    """Each caller may ask so often only: a proxy in front would name many."""
    number = next(callers)
    caller = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    begin = time.monotonic()
    answer = server.send("GET", path, headers={"x-forwarded-for": caller})
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return time.monotonic() - begin


def pages(server, secret, bodies):
    stop, taken, asked = threading.Event(), [], views(server)

    def ingest():
        for number in range(len(bodies.packed)):
            taken.append(bodies.send(server, secret, "big", number))
            if stop.wait(max(0, 1 - taken[-1])):
                return

    thread = threading.Thread(target=ingest)
    thread.start()
    times = {}
    for _ in range(ROUNDS):
        for name, path in asked.items():
            page = "/" if path == "/projects" else path
            times.setdefault(name, []).append(ask(server, page))
            times.setdefault(f"{name}, JSON", []).append(ask(server, "/api/v1" + path))
    stop.set()
    thread.join()
    print("\n| view | p50 | p95 | longest |\n|---|---|---|---|")
    for name, own in times.items():
        row(name, milliseconds(statistics.median(own)), milliseconds(share(own, 0.95)), milliseconds(max(own)))
    everything = [value for own in times.values() for value in own]
    print("\n| measured | took | |\n|---|---|---|")
    row(f"all {len(everything)} views", milliseconds(statistics.median(everything)), f"p95 {milliseconds(share(everything, 0.95))}")
    row(f"{len(taken)} runs of {tests:,} tests meanwhile", milliseconds(statistics.median(taken)), f"longest {milliseconds(max(taken))}")


print("| measured | took | |\n|---|---|---|")
fill("big", runs, tests)
for name in ["one", "two", "three"]:
    fill(name, 60, 200)
(data / "projects/million").mkdir(exist_ok=True)
secrets = {name: dashboard.token(assay, data, name) for name in ["big", "one", "million"]}
begun = []
for _ in range(STARTS):
    seconds, server = started()
    begun.append(seconds)
    server.end()
row("start until `/health` answers", milliseconds(statistics.median(begun)), f"longest {milliseconds(max(begun))}")
server = started()[1]
pages(server, secrets["big"], Bodies("big", 120, tests))
small = Bodies("one", SENT, 1000)
own = [small.send(server, secrets["one"], "one", number) for number in range(SENT)]
row("a run of 1,000 tests comes in", milliseconds(statistics.median(own)), f"p95 {milliseconds(share(own, 0.95))}")
row("memory at most, so far", f"{memory(server, 'VmHWM'):.0f} MiB", f"{memory(server, 'RssAnon'):.0f} MiB anonymous at the end")
million = Bodies("million", 1, 1_000_000)
row("a run of 1,000,000 tests comes in", milliseconds(million.send(server, secrets["million"], "million", 0)), "")
row("memory at most, with it", f"{memory(server, 'VmHWM'):.0f} MiB", f"{memory(server, 'RssAnon'):.0f} MiB anonymous at the end")
server.end()
