"""Measures the share of duplicated lines in the code that is shipped, with jscpd: reports/duplication.json."""

import json
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

from tools.reports import MAX_OFFENDERS, ROOT, SERVICES, Metric, product_files, relative, write_metrics


def run_jscpd(files: list[str]) -> dict:
    """Return jscpd's own report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "jscpd",
            "--silent",
            "--absolute",
            "--reporters",
            "json",
            "--min-tokens",
            "50",
            "--output",
            folder,
            *files,
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return json.loads((Path(folder) / "jscpd-report.json").read_text())


def main() -> None:
    """Write the report."""
    report = run_jscpd([path for folder in SERVICES.values() for path in product_files(folder)])
    total = report["statistics"]["total"]
    if not total["lines"]:
        raise SystemExit("jscpd read no line: nothing was measured")
    clones = [
        {"name": "duplicate", "file": relative(first["name"]), "line": first["start"], "value": clone["lines"]}
        for clone in report["duplicates"]
        for first in [clone["firstFile"]]
    ]
    metric = Metric(
        "duplication.lines",
        total["duplicatedLines"] / total["lines"],
        "ratio",
        total["lines"],
        offenders=clones[:MAX_OFFENDERS],
    )
    write_metrics("duplication.json", f"jscpd {version('jscpd')}", [metric])


if __name__ == "__main__":
    main()
