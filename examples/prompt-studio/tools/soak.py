"""A load that lasts, and what the system uses meanwhile: reports/soak.json (k6), reports/resources.json.

SOAK_SECONDS says how long; a second is a reading. The system is the processes of the services and all below them; its
limits are the machine's, or those of the container that it runs in.
"""

import os
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from statistics import quantiles

from tools.reports import REPORTS, ROOT, Metric, write_metrics

SECONDS = int(os.environ.get("SOAK_SECONDS", "70"))
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
# The outermost that a container sees is its own.
CONTROL_GROUP = Path("/sys/fs/cgroup")
# What the environment of this step has brought up, by the words of its command.
PACKAGES = ("accounts", "classifier", "selector", "generator")
SERVICES = (*(f"-m {package}" for package in PACKAGES), "gateway/server.mjs", "postgres", "redis-server")


def main() -> None:
    """Start the load, read until it ends, and write what was read."""
    REPORTS.mkdir(exist_ok=True)
    ended = threading.Event()
    readings: list[tuple[float, float]] = []
    reader = threading.Thread(target=read, args=(ended, readings))
    reader.start()
    load = {**os.environ, "LOAD_SECONDS": str(SECONDS), "LOAD_NAME": "soak"}
    try:
        subprocess.run(["k6", "run", "--quiet", "--no-usage-report", "load/load.js"], cwd=ROOT, env=load, check=True)
    finally:
        ended.set()
        reader.join()
    cores, memory = cores_limit(), memory_limit()
    cpu = [100 * used / cores for used, _ in readings]
    share = [100 * held / memory for _, held in readings]
    metrics = [
        Metric("resource_utilization.cpu_usage", p95(cpu), "%", len(cpu), labels={"aggregate": "p95"}),
        Metric(
            "resource_utilization.memory_usage",
            p95(share),
            "%",
            len(share),
            labels={"aggregate": "p95", "limit": f"{memory // 2**20}MiB"},
        ),
    ]
    write_metrics("resources.json", "/proc of the system's processes", metrics)


def read(ended: threading.Event, readings: list[tuple[float, float]]) -> None:
    """Read once a second: cores in use since the last reading, and bytes held."""
    began, used = time.monotonic(), usage()[0]
    while not ended.wait(1):
        now, (ticks, held) = time.monotonic(), usage()
        readings.append(((ticks - used) / TICKS / (now - began), held))
        began, used = now, ticks


def usage() -> tuple[int, int]:
    """Return the ticks that the system's processes have used, and the bytes that they hold."""
    ticks = held = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if not any(word in command for word in SERVICES):
                continue
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
            # What is shared with others, such as libraries, would count once for each of them.
            resident, shared = (process / "statm").read_text().split()[1:3]
            held += (int(resident) - int(shared)) * PAGE
        except OSError:
            continue  # it has ended
    return ticks, held


def cores_limit() -> float:
    """Return how many processors there are for us."""
    limits = [float(len(os.sched_getaffinity(0)))]
    # A group without a limit says so in a word, or in a number below zero.
    with suppress(OSError, ValueError):
        quota, period = (CONTROL_GROUP / "cpu.max").read_text().split()
        limits.append(int(quota) / int(period))
    with suppress(OSError, ValueError):
        quota, period = (int((CONTROL_GROUP / f"cpu/cpu.cfs_{name}_us").read_text()) for name in ("quota", "period"))
        limits.append(quota / period)
    return min(limit for limit in limits if limit > 0)


def memory_limit() -> int:
    """Return how many bytes of memory there are for us."""
    limits = [os.sysconf("SC_PHYS_PAGES") * PAGE]
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            limits.append(int((CONTROL_GROUP / name).read_text()))
    return min(limits)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20)[-1]


if __name__ == "__main__":
    main()
