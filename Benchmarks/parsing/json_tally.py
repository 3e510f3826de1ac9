#!/usr/bin/env python3
"""A tally of a SARIF log, an Istanbul report or the events of `go test -json` with orjson or Python's own json.

usage: json_tally.py (orjson | json) (sarif | istanbul | go-test-json) FILE
"""
import collections
import sys


def sarif(loads, content: bytes) -> str:
    levels = collections.Counter()
    for run in loads(content)["runs"]:
        rules = run["tool"]["driver"].get("rules", [])
        for result in run.get("results", []):
            level = result.get("level") or rules[result["ruleIndex"]].get("defaultConfiguration", {}).get("level", "warning")
            levels[level] += 1
    return str(dict(levels))


def istanbul(loads, content: bytes) -> str:
    statements = covered = branches = taken = 0
    for file in loads(content).values():
        statements += len(file["s"])
        covered += sum(1 for hits in file["s"].values() if hits)
        branches += sum(len(arms) for arms in file["b"].values())
        taken += sum(1 for arms in file["b"].values() for hits in arms if hits)
    return f"statements {covered}/{statements} branches {taken}/{branches}"


def go_test(loads, content: bytes) -> str:
    ended = collections.Counter()
    for line in content.splitlines():
        event = loads(line)
        if "Test" in event and event["Action"] in ("pass", "fail", "skip"):
            ended[event["Action"]] += 1
    return str(dict(ended))


def main() -> None:
    library, format, path = sys.argv[1:]
    loads = __import__(library).loads
    with open(path, "rb") as file:
        print({"sarif": sarif, "istanbul": istanbul, "go-test-json": go_test}[format](loads, file.read()))


main()
