#!/usr/bin/env python3
"""Gathers reports of five formats into one JSON file with lxml and orjson: the Python peer of `assay aggregate`.

usage: python_aggregate.py PROCESSES OUTPUT FILE...
It keeps what a quality gate needs, as Assay does: tallies and failures, lines and branches by file, findings. It reads
whole files (they are small), chooses lxml's and orjson's fastest interfaces, and does less checking than Assay does.
"""
import multiprocessing
import sys

import orjson
from lxml import etree


def junit(content: bytes) -> dict:
    tally = {"passed": 0, "failed": 0, "errors": 0, "skipped": 0, "duration_s": 0.0}
    cases = []
    for case in etree.fromstring(content).iter("testcase"):
        tally["duration_s"] += float(case.get("time", 0))
        status, message = "passed", None
        for child in case:
            kind = {"failure": "failed", "error": "errors", "skipped": "skipped"}.get(child.tag)
            if kind:
                status, message = kind, (child.get("message") or "") + (child.text or "")[:2048]
        tally[status] += 1
        if status != "passed":
            cases.append({"class": case.get("classname"), "name": case.get("name"), "status": status, "message": message})
    return {"tests": tally, "cases": cases}


def cobertura(content: bytes) -> dict:
    files = {}
    for kind in etree.fromstring(content).iter("class"):
        lines = files.setdefault(kind.get("filename"), {})
        for line in kind.iter("line"):
            number, hits = int(line.get("number")), int(line.get("hits"))
            known = lines.get(number)
            branches = line.get("condition-coverage")
            if known is None or hits > known[0] or branches:
                lines[number] = (hits, branches.split("(")[1][:-1] if branches else None)
    return {"coverage": covered(files)}


def lcov(content: bytes) -> dict:
    files, lines, arms = {}, {}, {}
    for line in content.splitlines():
        if line.startswith(b"DA:"):
            number, hits = line[3:].split(b",")[:2]
            number = int(number)
            lines[number] = lines.get(number, 0) + int(hits)
        elif line.startswith(b"BRDA:"):
            number, _, _, taken = line[5:].split(b",")
            total, reached = arms.get(number, (0, 0))
            arms[number] = (total + 1, reached + (taken not in (b"-", b"0")))
        elif line.startswith(b"SF:"):
            lines, arms = {}, {}
            files[line[3:].decode()] = (lines, arms)
    united = {}
    for path, (lines, arms) in files.items():
        found = {int(number): f"{reached}/{total}" for number, (total, reached) in arms.items()}
        united[path] = {number: (hits, found.get(number)) for number, hits in lines.items()}
    return {"coverage": covered(united)}


def covered(files: dict) -> list:
    return [
        {
            "path": path,
            "covered": [number for number, (hits, _) in lines.items() if hits],
            "missed": [number for number, (hits, _) in lines.items() if not hits],
            "branches": {str(number): branches for number, (_, branches) in lines.items() if branches},
        }
        for path, lines in files.items()
    ]


def sarif(content: bytes) -> dict:
    findings = []
    for run in orjson.loads(content)["runs"]:
        driver = run["tool"]["driver"]
        rules = driver.get("rules", [])
        for result in run.get("results", []):
            rule = rules[result["ruleIndex"]] if result.get("ruleIndex", len(rules)) < len(rules) else {}
            place = result["locations"][0]["physicalLocation"]
            findings.append({
                "tool": driver["name"], "rule": result["ruleId"], "message": result["message"]["text"],
                "level": result.get("level") or rule.get("defaultConfiguration", {}).get("level", "warning"),
                "severity": rule.get("properties", {}).get("security-severity"),
                "tags": rule.get("properties", {}).get("tags", []),
                "file": place["artifactLocation"]["uri"], "line": place["region"]["startLine"],
                "suppressed": "suppressions" in result,
            })  # fmt: skip
    return {"findings": findings}


def go_test(content: bytes) -> dict:
    tally = {"pass": 0, "fail": 0, "skip": 0, "duration_s": 0.0}
    output, cases = {}, []
    for line in content.splitlines():
        event = orjson.loads(line)
        test = event.get("Test")
        if test is None:
            continue
        key, action = (event["Package"], test), event["Action"]
        if action == "output":
            output.setdefault(key, []).append(event["Output"])
        elif action in tally:
            tally[action] += 1
            tally["duration_s"] += event.get("Elapsed", 0)
            said = output.pop(key, [])
            if action != "pass":
                cases.append({"class": key[0], "name": test, "status": action, "message": "".join(said)[:2048]})
    return {"tests": tally, "cases": cases}


READERS = {"junit": junit, "cobertura": cobertura, "lcov": lcov, "sarif": sarif, "go-test-json": go_test}


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        content = file.read()
    # The name tells the format here; Assay tells it from the content.
    format = path.rsplit("/", 1)[1].split("-", 1)[1].rsplit(".", 1)[0]
    return orjson.dumps({"path": path, "format": format, **READERS[format](content)})


def main() -> None:
    processes, output, paths = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if processes > 1:
        with multiprocessing.Pool(processes) as pool:
            reports = pool.map(read, paths, chunksize=25)
    else:
        reports = [read(path) for path in paths]
    with open(output, "wb") as file:
        file.write(b'{"reports":[' + b",\n".join(reports) + b"]}\n")


if __name__ == "__main__":
    main()
