#!/usr/bin/env python3
"""How long `assay select` takes over 50,000 tests and 100 changed files: selection.py ASSAY"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

TESTS, SOURCES, READ, CHANGED, ROUNDS = 50_000, 10_000, 60, 100, 7

CONFIGURATION = """
pipeline: {stages: [{name: s, steps: [unit]}]}
steps:
  unit:
    tests: {list: "head -n ${COUNT:-50000} tests.txt"}
    run: |
      mkdir -p out
      cat src/f0.py > /dev/null; : "$@"
      echo "<testsuite><testcase name='{unit}'/></testsuite>" > out/{unit}.xml
    reports: ["out/{unit}.xml"]
"""


def main():
    assay = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        prepare()
        environment = dict(os.environ, COUNT="2")
        subprocess.run([assay, "run", "--learn"], env=environment, check=True, capture_output=True)
        path = os.path.realpath(".assay/latest") + "/touched.json"
        size = enlarge(path)
        for index in random.Random(2).sample(range(SOURCES), CHANGED):
            with open(f"src/f{index}.py", "a") as file:
                file.write("changed\n")
        times, answer = [], None
        for _ in range(ROUNDS):
            start = time.monotonic()
            done = subprocess.run([assay, "select", "--base", "HEAD"], check=True, capture_output=True)
            times.append(time.monotonic() - start)
            answer = json.loads(done.stdout)
    assert not answer["all"] and answer["total"] == TESTS, answer["reason"]
    print(f"map of {TESTS} tests, {READ} files each: {size / 1e6:.1f} MB")
    print(
        f"select over {TESTS} tests and {CHANGED} changed files: {statistics.median(times) * 1000:.0f} ms "
        f"({min(times) * 1000:.0f}–{max(times) * 1000:.0f}), {answer['chosen']} chosen"
    )


def prepare():
    os.mkdir("src")
    for index in range(SOURCES):
        with open(f"src/f{index}.py", "w") as file:
            file.write(f"value = {index}\n")
    with open("tests.txt", "w") as file:
        file.writelines(f"t/test_{index}.py\n" for index in range(TESTS))
    with open("assay.yaml", "w") as file:
        file.write(CONFIGURATION)
    with open(".gitignore", "w") as file:
        file.write("out/\n.assay/\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "all"]]:
        subprocess.run(git + arguments, check=True)


def enlarge(path):
    """Writes a map of all tests, each of which reads what lies near it, in the form that a run keeps; gives its size."""
    with open(path) as file:
        head = file.readline()
    chance = random.Random(1)
    with open(path, "w") as file:
        file.write(head)
        file.write(json.dumps({"paths": [f"src/f{index}.py" for index in range(SOURCES)]}) + "\n")
        for index in range(TESTS):
            first = chance.randrange(SOURCES - 10 * READ)
            read = sorted(chance.sample(range(first, first + 10 * READ), READ))
            deltas = [read[0]] + [later - before for before, later in zip(read, read[1:])]
            test = f"t/test_{index}.py"
            line = {"s": "unit", "w": False, "t": [test], "f": deltas, "a": [], "d": [], "b": None, "u": [["unit", test, 1]]}
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    return os.path.getsize(path)


if __name__ == "__main__":
    main()
