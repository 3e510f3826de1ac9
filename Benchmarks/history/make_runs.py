#!/usr/bin/env python3
"""Writes the records of RUNS runs of TESTS tests below a project's folder: `.assay/runs/RUN/history.json`.

usage: make_runs.py FOLDER RUNS TESTS [START [STEP]]

With START, the time of the first run in seconds since 1970, and STEP, the seconds from one to the next (3600), they hold what runs have besides tests, and fail as tests do: a few
often, the others hardly ever. Without it each test fails as often as any other, which is the hardest for what asks after failures.
"""
import json
import os
import pathlib
import random
import sys
import time

folder, runs, tests = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
whole = len(sys.argv) > 4
start = int(sys.argv[4]) if whole else 1_790_000_000
step = int(sys.argv[5]) if len(sys.argv) > 5 else 3_600
chance = random.Random(7)
names = [{"file": f"tests/test_{n // 50}.py", "class": f"tests.test_{n // 50}", "name": f"test_case_{n}"} for n in range(tests)]
gates = {
    "code_quality_gate": ["line_coverage", "branch_coverage", "lint_errors", "duplication"],
    "integration_gate": ["unit_tests", "integration_tests"],
    "e2e_gate": ["critical_user_journeys"],
    "performance_gate": ["p95_latency", "error_rate", "throughput"],
    "security_gate": ["critical_vulnerabilities", "secrets"],
}


def often(number):
    """How often a test fails."""
    return 0.002 if not whole else 0.03 if number % 100 == 17 else 0.00005


def besides(failed):
    """What a run has besides its tests."""
    if not whole:
        return {"figures": [], "criteria": [], "steps": [], "files": []}
    return {
        "figures": [{"name": "coverage", "value": chance.uniform(0.82, 0.86), "dimension": "ratio"}]
        + [
            {"name": f"performance_gate.latency.{number}", "value": chance.uniform(0.1, 0.12), "dimension": "duration"}
            for number in range(10)
        ],
        "criteria": [
            {"path": f"{gate}.{name}", "verdict": "fail" if failed and name == "unit_tests" else "pass"}
            for gate, criteria in gates.items()
            for name in criteria
        ],
        "steps": [{"name": f"step-{number}", "seconds": chance.uniform(20, 40), "passed": not failed} for number in range(10)],
        "files": [{"path": f"src/module_{number}.py", "covered": 80 + number % 20, "total": 100} for number in range(500)],
    }


for number in range(runs):
    started = start + number * step
    run = time.strftime("%Y%m%d-%H%M%S", time.gmtime(started)) + f"-{number:04x}"
    cases, failed = [], 0
    for place, name in enumerate(names):
        bad = chance.random() < often(place)
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
    record = {"version": 1, "run": head} | besides(failed) | {"tests": cases}
    target = folder / ".assay/runs" / run
    os.makedirs(target)
    (target / "history.json").write_text(json.dumps(record, separators=(",", ":")))
