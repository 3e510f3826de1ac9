"""Runs ruff and writes its SARIF with the scope that ruff leaves out: which files it examined."""

import json
import subprocess

from tools.reports import ROOT, relative


def scan(paths: list[str], *options: str) -> dict:
    """Return ruff's SARIF with relative paths and an artifact for each file examined."""
    document = json.loads(_ruff("--output-format", "sarif", "--exit-zero", *options, *paths))
    run = document["runs"][0]
    for result in run["results"]:
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            artifact["uri"] = relative(artifact["uri"])
    listed = [relative(line) for line in _ruff("--show-files", *options, *paths).splitlines()]
    examined = sorted(path for path in listed if not path.endswith(".toml"))
    run["artifacts"] = [{"location": {"uri": uri}, "roles": ["analysisTarget"]} for uri in examined]
    # A file that ruff cannot parse is one that it has not examined.
    parsed = all(result["ruleId"] != "invalid-syntax" for result in run["results"])
    run["invocations"] = [{"executionSuccessful": parsed}]
    return document


def _ruff(*arguments: str) -> str:
    command = ["ruff", "check", "--quiet", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def summary(document: dict) -> str:
    """Return the number of findings and of files examined, in words."""
    run = document["runs"][0]
    return f"{len(run['results'])} findings in {len(run['artifacts'])} files examined"
