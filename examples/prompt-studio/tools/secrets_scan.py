"""Looks for secrets in every file of the project, with detect-secrets: reports/secrets.json."""

import json
import subprocess
from importlib.metadata import version

from tools.reports import MAX_OFFENDERS, ROOT, Metric, relative, write_metrics

# Written by tools, not by people.
GENERATED = {".assay", ".venv", "reports", "__pycache__", ".pytest_cache", ".hypothesis", ".schemathesis"}


def project_files() -> list[str]:
    """Return every file that people wrote."""
    return sorted(
        str(path)
        for path in ROOT.rglob("*")
        if path.is_file()
        # The museum's exhibits are broken on purpose.
        and path.suffix != ".patch"
        and not GENERATED & set(path.relative_to(ROOT).parts) and not path.name.startswith(".cov")
    )


def main() -> None:
    """Write the report: how many secrets were found, and in how many files we looked."""
    files = project_files()
    command = ["detect-secrets", "scan", "--all-files", "--no-verify", *files]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)["results"]
    secrets = [
        {"name": secret["type"], "file": relative(path), "line": secret["line_number"]}
        for path, entries in found.items()
        for secret in entries
    ]
    metric = Metric("code_security.secrets", len(secrets), "count", len(files), offenders=secrets[:MAX_OFFENDERS])
    write_metrics("secrets.json", f"detect-secrets {version('detect-secrets')}", [metric])


if __name__ == "__main__":
    main()
