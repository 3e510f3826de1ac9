"""Attacks the running system with wapiti, as somebody who is signed in: reports/wapiti.json."""

import os
import subprocess

from tools.contracts import session
from tools.reports import REPORTS, ROOT

# What is looked for; assay-more.yaml names their weaknesses (CWE), as the report tells only what was found.
MODULES = ("sql", "exec", "file", "xss", "ssrf", "redirect", "crlf", "csp")


def main() -> None:
    """Attack; whether a finding blocks is for the gate to say."""
    REPORTS.mkdir(exist_ok=True)
    gateway = os.environ["GATEWAY_URL"]
    command = [
        "wapiti", "-u", f"{gateway}/", "--swagger", "api/openapi.json", "--scope", "domain", "-m", ",".join(MODULES),
        "-H", f"Authorization: Bearer {session(gateway)}", "--flush-session", "--no-bugreport", "-v", "0",
        "--max-scan-time", os.environ.get("DAST_SECONDS", "240"), "-f", "json", "-o", str(REPORTS / "wapiti.json"),
    ]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
