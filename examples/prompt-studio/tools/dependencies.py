"""What the product is made of: its packages, their licences, and what is newer than they are.

scan:  reports/licenses.json (pip-licenses), reports/sbom.json (CycloneDX)
audit: reports/outdated.json, and reports/pip-audit.json of known vulnerabilities, as far as the package index tells:
       what it does not tell of is skipped, and proves nothing
"""

import json
import re
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime

from tools.reports import REPORTS, ROOT, Metric, write_metrics, write_report

REQUIREMENTS = ROOT / "requirements-product.txt"


def packages() -> dict[str, str]:
    """Return name and version of each package that the product needs."""
    return dict(re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", REQUIREMENTS.read_text(), re.MULTILINE))


def scan() -> None:
    """Write licences and bill of materials of what is installed."""
    REPORTS.mkdir(exist_ok=True)
    names = [*packages(), "psycopg-binary"]
    order = ["pip-licenses", "--from=mixed", "--format=json", "--with-urls", "--packages", *names]
    found = json.loads(subprocess.run(order, capture_output=True, text=True, check=True).stdout)
    missing = {name.lower() for name in packages()} - {entry["Name"].lower() for entry in found}
    if missing:
        raise SystemExit(f"not installed: {', '.join(sorted(missing))}; run bin/setup")
    write_report("licenses.json", found)
    options = ["--output-reproducible", "-o", str(REPORTS / "sbom.json")]
    subprocess.run(["cyclonedx-py", "requirements", str(REQUIREMENTS), *options], capture_output=True, check=True)


def audit() -> None:
    """Write both."""
    vulnerabilities()
    outdated()


def vulnerabilities() -> None:
    """Ask the package index what is known of each package."""
    report = REPORTS / "pip-audit.json"
    REPORTS.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    options = ["--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json", f"--output={report}"]
    ended = subprocess.run(["pip-audit", f"--requirement={REQUIREMENTS}", *options], cwd=ROOT, check=False)
    if report.exists():
        return
    reason = f"pip-audit ended with {ended.returncode} and wrote nothing: can the package index be reached?"
    skipped = [{"name": name, "skip_reason": reason} for name in packages()]
    write_report("pip-audit.json", {"dependencies": skipped, "fixes": []})


def outdated() -> None:
    """Write for how many days the oldest pending release of a package has been out."""
    try:
        ages = {name: pending_days(name, version) for name, version in packages().items()}
    except OSError as problem:
        write_metrics("outdated.json", "package index", [])
        print(f"the package index cannot be reached ({problem}): nothing is known of newer releases")
        return
    late = [{"name": name, "file": REQUIREMENTS.name, "detail": f"{age:.0f} days"} for name, age in ages.items() if age]
    metric = Metric("dependency_scan.outdated", max(ages.values()), "days", len(ages), offenders=late)
    write_metrics("outdated.json", "package index", [metric])


def pending_days(name: str, version: str) -> float:
    """Return how long the oldest release that is newer than this one has been out; 0 where there is none."""
    with urllib.request.urlopen(f"https://pypi.org/pypi/{name}/json", timeout=20) as response:
        releases = json.load(response)["releases"]
    newer = [
        datetime.fromisoformat(files[0]["upload_time_iso_8601"])
        for number, files in releases.items()
        if files and re.fullmatch(r"[\d.]+", number) and _order(number) > _order(version)
    ]
    return (datetime.now(UTC) - min(newer)).total_seconds() / 86_400 if newer else 0.0


def _order(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


if __name__ == "__main__":
    {"scan": scan, "audit": audit}[sys.argv[1]]()
