#!/usr/bin/env python3
"""What an answer of `assay mock` costs over one kept connection, with one stub and with ten thousand of them.

Usage: mocks.py ASSAY [REQUESTS]. Prints the median and the 99th percentile in milliseconds, for stubs that differ by path and
for stubs of one path that differ by the body, and how much slower ten thousand are than one.
"""
import http.client
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time


def stubs(count: int, by: str) -> str:
    lines = ["stubs:"]
    for number in range(count):
        request = f"{{method: POST, path: /items/{number}}}" if by == "path" else (
            f"{{method: POST, path: /items, body: {{json: {{id: {number}}}}}}}"
        )
        lines.append(f"  - {{request: {request}, response: {{json: {{id: {number}, ok: true}}}}}}")
    return "\n".join(lines) + "\n"


def measure(assay: str, count: int, by: str, requests: int, folder: pathlib.Path) -> list[float]:
    file, ready = folder / f"{by}-{count}.yaml", folder / f"{by}-{count}.json"
    file.write_text(stubs(count, by))
    server = subprocess.Popen([assay, "mock", str(file), "--ready", str(ready)], stderr=subprocess.DEVNULL)
    while not ready.exists():
        if server.poll() is not None:
            sys.exit("the mock did not start")
        time.sleep(0.05)
    address = json.loads(ready.read_text())["url"].removeprefix("http://")
    connection = http.client.HTTPConnection(address)
    times = []
    for turn in range(requests):
        number = turn * 7919 % count
        path, body = (f"/items/{number}", "{}") if by == "path" else ("/items", json.dumps({"id": number}))
        start = time.perf_counter()
        connection.request("POST", path, body, {"content-type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, answer.status
    server.send_signal(signal.SIGTERM)
    server.wait()
    return sorted(times)


def main() -> int:
    assay, requests = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    print("| stubs | told apart by | median | p99 | slower than one |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for by in ("path", "body"):
            single = 0.0
            for count in (1, 10_000):
                times = measure(assay, count, by, requests, pathlib.Path(folder))
                median = statistics.median(times)
                single = single or median
                p99 = times[len(times) * 99 // 100]
                print(f"| {count} | {by} | {median:.3f} ms | {p99:.3f} ms | {median / single:.2f}× |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
