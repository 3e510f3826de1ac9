"""Checks that everything the pipeline needs is here, and prints the versions it found."""

import os
import re
import shutil
import subprocess
import sys

OLDEST_NODE = 20


def version(command: str, *arguments: str) -> str:
    """Return the first line a tool prints of its version."""
    path = shutil.which(command)
    if path is None:
        raise SystemExit(f"{command} is missing: run bin/setup, then put its bin folder first on PATH")
    result = subprocess.run([path, *arguments], capture_output=True, text=True, check=True, timeout=30)
    return result.stdout.splitlines()[0]


def main() -> None:
    """Fail with what to do when something is missing."""
    print(f"python {sys.version.split()[0]}")
    for tool in ("assay", "pytest", "ruff", "bandit", "complexipy", "jscpd", "detect-secrets", "schemathesis", "k6"):
        print(tool, version(tool, "--version"))
    node = version(os.environ.get("NODE", "node"), "--version")
    print("node", node)
    found = re.match(r"v(\d+)", node)
    if found is None or int(found[1]) < OLDEST_NODE:
        raise SystemExit(f"node is {node}, the gateway needs {OLDEST_NODE} or newer: run bin/setup")


if __name__ == "__main__":
    main()
