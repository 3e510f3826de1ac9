"""Looks for weaknesses with semgrep and our own rules: reports/semgrep.json and reports/semgrep.sarif."""

import subprocess

from tools.reports import REPORTS, ROOT, SERVICES


def main() -> None:
    """Write both reports; whether a finding blocks is for the gate to say."""
    REPORTS.mkdir(exist_ok=True)
    command = [
        "semgrep", "scan", "--metrics=off", "--disable-version-check", "--quiet", "--config=tools/semgrep.yaml",
        f"--json-output={REPORTS}/semgrep.json", f"--sarif-output={REPORTS}/semgrep.sarif",
    ]
    subprocess.run([*command, *sorted(SERVICES.values())], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    print("wrote reports/semgrep.json and reports/semgrep.sarif")


if __name__ == "__main__":
    main()
