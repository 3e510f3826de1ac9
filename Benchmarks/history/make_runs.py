#!/usr/bin/env python3
"""Writes the records of RUNS runs of TESTS tests below a project's folder: `.assay/runs/RUN/history.json`.

usage: make_runs.py FOLDER RUNS TESTS
"""
import json
import os
import pathlib
import random
import sys

folder, runs, tests = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(7)
names = [{"file": f"tests/test_{n // 50}.py", "class": f"tests.test_{n // 50}", "name": f"test_case_{n}"} for n in range(tests)]
for number in range(runs):
    started = 1_790_000_000 + number * 3_600
    run = f"20260921-{number // 3600 % 24:02}{number // 60 % 60:02}{number % 60:02}-{number:04x}"
    cases, failed = [], 0
    for name in names:
        bad = chance.random() < 0.002
        failed += bad
        case = name | {"outcome": "failed" if bad else "passed", "seconds": round(chance.random(), 3)}
        if bad:
            case["message"] = f"AssertionError: expected 200, got {chance.randint(400, 600)}"
        cases.append(case)
    head = {
        "id": run, "branch": "main", "commit": f"{number:040x}", "started": started, "seconds": 600, "machine": "2 cores",
        "trigger": "push", "change": False, "of_commit": True, "verdict": "fail" if failed else "pass",
        "interrupted": False, "passed": tests - failed, "failed": failed, "errors": 0, "skipped": 0, "flaky": 0,
        "duration": 600,
    }
    record = {"version": 1, "run": head, "figures": [], "criteria": [], "steps": [], "files": [], "tests": cases}
    target = folder / ".assay/runs" / run
    os.makedirs(target)
    (target / "history.json").write_text(json.dumps(record, separators=(",", ":")))
