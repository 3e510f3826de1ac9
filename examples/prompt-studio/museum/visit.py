"""Visits the museum of regressions: each exhibit is a patch that breaks one thing, and Assay must say which.

usage: python -m museum.visit [--all | NAME…]
Without names: the exhibits that need no browser, and a visit without a patch.

Each exhibit is applied to a copy of the example, the steps concerned are run, and exactly the criteria that its head
names must fail, nothing else; the first screen of the verdict must name the file or the endpoint.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREEN_LINES = 40
# What a criterion may not be when nothing of it was broken. What other steps would measure is not evaluated here.
BROKEN = {"fail", "error"}
LEFT_OUT = ("./.assay", "./.venv", "./reports", "__pycache__", ".hypothesis", ".schemathesis")


@dataclass(frozen=True)
class Exhibit:
    """A patch, the steps that see what it breaks, and what they must say."""

    name: str
    steps: list[str]
    fails: set[str]
    names: str = ""
    needs: str = ""
    config: str = "assay.yaml"
    patch: Path | None = None

    @classmethod
    def read(cls, path: Path) -> "Exhibit":
        """Read the head of a patch."""
        head = dict(re.findall(r"^([A-Z]\w+): (.*)$", path.read_text().split("\n--- ", 1)[0], re.MULTILINE))
        steps, fails = (head.get(key, "").split() for key in ("Steps", "Fails"))
        config = head.get("Config", "assay.yaml")
        return cls(path.stem, steps, set(fails), head["Names"], head.get("Needs", ""), config, path)


def visit(exhibit: Exhibit, folder: Path) -> list[str]:
    """Apply the patch to a copy, run the steps, and return what was not as it should be."""
    copy(folder)
    if exhibit.patch:
        plant(exhibit.patch, folder)
    order = ["assay", "run", "--trigger", "manual", "--config", exhibit.config]
    # A part of the tests says nothing of what all of them cover.
    order += [] if exhibit.steps == ["all"] else ["--only", ",".join(exhibit.steps)]
    ended = subprocess.run(order, cwd=folder, capture_output=True, text=True, check=False)
    (folder / "visit.txt").write_text(ended.stdout + ended.stderr)
    report = json.loads((folder / ".assay/latest/report.json").read_text())
    wrong = []
    found = broken(report)
    if found != exhibit.fails:
        wrong.append(f"failed: {' '.join(sorted(found)) or 'nothing'}; expected: {' '.join(sorted(exhibit.fails))}")
    if exhibit.fails and exhibit.names not in first_screen(ended.stdout):
        wrong.append(f"the first screen does not name {exhibit.names}")
    if bool(exhibit.fails) == (ended.returncode == 0):
        wrong.append(f"assay ended with {ended.returncode}")
    return wrong


def broken(report: dict) -> set[str]:
    """Return what failed: criteria by gate and path, tests and steps that no criterion is about."""
    criteria = {
        f"{gate['gate']}.{criterion['path']}"
        for gate in report["gates"]
        for criterion in gate["criteria"]
        if criterion["verdict"] in BROKEN
    }
    steps = {f"step.{step['name']}" for step in report["steps"] if step["outcome"] in {"failed", "error"}}
    flaky = {"flaky-tests"} if report["tests"] and report["tests"]["flaky"] else set()
    return criteria | steps | flaky


def first_screen(text: str) -> str:
    """Return what a person sees first of the verdict: what follows the steps, freed of line breaks."""
    lines = [line for line in text.splitlines() if not re.match(r"^ +(PASS|FAIL|GATE|UP|SKIP|Run|note)\b", line)]
    return re.sub(r"\s+", " ", " ".join(lines[:SCREEN_LINES]))


def copy(folder: Path) -> None:
    """Copy the example as people wrote it."""
    excluded = [word for name in LEFT_OUT for word in ("--exclude", name)]
    packed = subprocess.run(["tar", "-cf", "-", *excluded, "."], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-xf", "-"], cwd=folder, input=packed, check=True)


def plant(patch: Path, folder: Path) -> None:
    """Apply the patch; a repository around the copy has no say."""
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    subprocess.run(["git", "apply", "--whitespace=nowarn", str(patch)], cwd=folder, env=environment, check=True)


def untouched(exhibits: list[Exhibit]) -> Exhibit:
    """Return a visit without a patch, to the steps that the exhibits of the demo's configuration run."""
    steps = sorted({step for exhibit in exhibits if exhibit.config == "assay.yaml" for step in exhibit.steps})
    return Exhibit("no-patch", steps, set())


def chosen(arguments: list[str]) -> list[Exhibit]:
    """Return the visits that are asked for."""
    parser = argparse.ArgumentParser(description="Visit the museum of regressions.")
    parser.add_argument("names", nargs="*", help="exhibits, or no-patch; without any, those that need no browser")
    parser.add_argument("--all", action="store_true", help="every exhibit, those with browsers too")
    options = parser.parse_args(arguments)
    exhibits = [Exhibit.read(path) for path in sorted(Path(__file__).parent.glob("*.patch"))]
    exhibits.append(untouched(exhibits))
    unknown = set(options.names) - {exhibit.name for exhibit in exhibits}
    if unknown:
        parser.error(f"no such exhibit: {', '.join(sorted(unknown))}")
    if options.names:
        return [exhibit for exhibit in exhibits if exhibit.name in options.names]
    return [exhibit for exhibit in exhibits if options.all or not exhibit.needs]


def main() -> None:
    """Visit, say how it went, and end with 1 where something was not as it should be."""
    failed = 0
    for exhibit in chosen(sys.argv[1:]):
        began = time.monotonic()
        folder = Path(tempfile.mkdtemp(prefix="museum-"))
        wrong = visit(exhibit, folder)
        failed += bool(wrong)
        fails = " ".join(sorted(exhibit.fails)) or "nothing fails"
        print(f"{'WRONG' if wrong else 'ok':5} {time.monotonic() - began:5.0f}s  {exhibit.name}: {fails}", flush=True)
        for line in wrong:
            print(f"        {line}", flush=True)
        if wrong:
            print(f"        see {folder}/visit.txt", flush=True)
        else:
            subprocess.run(["rm", "-rf", str(folder)], check=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
