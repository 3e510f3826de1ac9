#!/usr/bin/env python3
"""Kills a server at random moments while runs are sent to it: what it accepted is there afterwards, and there once.

    crash.py ASSAY FOLDER ROUNDS
"""
import random
import sys
import threading
import time

import dashboard

assay, folder, rounds = sys.argv[1], dashboard.folder(sys.argv[2]), int(sys.argv[3])
data = folder / "data"
secret = dashboard.token(assay, data, "shop")
runs = dashboard.Runs(assay, dashboard.project(folder / "shop"))
chance = random.Random(20261128)
accepted, sent, lock = set(), [0], threading.Lock()
problems = []


def send(server, stop):
    while not stop.is_set():
        with lock:
            sent[0] += 1
            # One in five is a run that was sent before: it may have been taken in though no answer came.
            number = chance.randrange(sent[0]) if chance.random() < 0.2 else sent[0]
        name = f"20261128-{number:06}-aaaa"
        try:
            status = runs.send(server, secret, name)
        except OSError:
            return
        except Exception:
            continue
        with lock:
            if status in (200, 201):
                accepted.add(name)
            elif status != 429:
                problems.append(f"{name}: status {status}")


for _ in range(rounds):
    server = dashboard.Dashboard(assay, "--data", str(data), "--public")
    stop = threading.Event()
    threads = [threading.Thread(target=send, args=(server, stop)) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0.002, 0.25))
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()

server = dashboard.Dashboard(assay, "--data", str(data), "--public")
shown, place = [], "/api/v1/projects/shop/runs"
while place:
    page = server.get(place).json["runs"]
    shown += [row["run"] for row in page["rows"]]
    place = page["next"]
server.end()
if lost := sorted(accepted - set(shown)):
    problems.append(f"{len(lost)} accepted runs are lost, such as {lost[0]}")
if len(shown) != len(set(shown)):
    problems.append(f"{len(shown) - len(set(shown))} runs are there twice")
if len(accepted) < rounds // 2:
    problems.append(f"only {len(accepted)} runs were accepted: nothing was measured")
print(f"{rounds} kills, {sent[0]} sent, {len(accepted)} accepted, {len(shown)} there", file=sys.stderr)
print("\n".join(problems))
sys.exit(1 if problems else 0)
