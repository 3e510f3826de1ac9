"""A small scaler, tried three times: reports/scaling.json says how long each trial took from load to a second replica.

Load comes at once; the scaler looks at the selector's response times, starts another replica when they rise, and the
trial ends when that replica has answered a request.
"""

import json
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack
from statistics import median

from stack import Service
from tools.reports import Metric, write_metrics

TRIALS = 3
CALLERS = 8
# Response times of so many times the calm ones are too long.
RISE = 2.0
GIVE_UP_SECONDS = 60.0
PAYLOAD = json.dumps({"intent": "code", "confidence": 0.9, "prompt": "fix the bug " * 600}).encode()


def call(url: str) -> float:
    """Return how long a request took."""
    began = time.monotonic()
    request = urllib.request.Request(f"{url}/v1/select", PAYLOAD, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        response.read()
    return time.monotonic() - began


def replica(running: ExitStack) -> str:
    """Start a replica that ends with the trial, and return where it listens, once it is healthy."""
    service = Service("technique_selector", [sys.executable, "-m", "selector"])
    running.callback(service.stop)
    return service.url


def trial() -> tuple[float, int]:
    """Return the seconds from the load to the second replica's first answer, and how many replicas were added."""
    with ExitStack() as running:
        first = replica(running)
        calm = median(call(first) for _ in range(50))
        stop = threading.Event()
        callers = [threading.Thread(target=keep_calling, args=(first, stop)) for _ in range(CALLERS)]
        began = time.monotonic()
        for caller in callers:
            caller.start()
        try:
            while median(call(first) for _ in range(9)) < RISE * calm:
                if time.monotonic() - began > GIVE_UP_SECONDS:
                    return GIVE_UP_SECONDS, 0
            call(replica(running))
            return time.monotonic() - began, 1
        finally:
            stop.set()
            for caller in callers:
                caller.join()


def keep_calling(url: str, stop: threading.Event) -> None:
    """Call until told to stop."""
    while not stop.is_set():
        call(url)


def main() -> None:
    """Write what the trials took."""
    metrics = []
    for number in range(1, TRIALS + 1):
        seconds, added = trial()
        print(f"trial {number}: {seconds:.2f} s, {added} replica added")
        labels = {"trial": str(number)}
        metrics.append(Metric("scalability.auto_scaling_time", seconds, "s", 1, labels=labels))
        metrics.append(Metric("scalability.replicas_added", added, "count", 1, labels=labels))
    write_metrics("scaling.json", "tools/scaling.py", metrics)


if __name__ == "__main__":
    main()
