"""Attacks the running system with wapiti, as somebody who is signed in: reports/dast.sarif.

wapiti's own report is of no format that Assay reads, so it is turned into SARIF, with the weakness (CWE) that each
module looks for, and the addresses that were attacked.
"""

import json
import os
import subprocess

from tools.contracts import session
from tools.reports import REPORTS, ROOT, write_report

# Modules that ran, and the weakness that each looks for.
MODULES = {"sql": 89, "exec": 78, "file": 22, "xss": 79, "ssrf": 918, "redirect": 601, "crlf": 93, "csp": 693}
CATEGORIES = {
    "SQL Injection": "sql",
    "Command execution": "exec",
    "Path Traversal": "file",
    "Reflected Cross Site Scripting": "xss",
    "Server Side Request Forgery": "ssrf",
    "Open Redirect": "redirect",
    "CRLF Injection": "crlf",
    "Content Security Policy Configuration": "csp",
}


def main() -> None:
    """Attack, and write the report; whether a finding blocks is for the gate to say."""
    gateway = os.environ["GATEWAY_URL"]
    raw = REPORTS / "wapiti.json"
    command = [
        "wapiti",
        "-u",
        f"{gateway}/",
        "--swagger",
        "api/openapi.json",
        "--scope",
        "domain",
        "-m",
        ",".join(MODULES),
        "-H",
        f"Authorization: Bearer {session(gateway)}",
        "--flush-session",
        "--max-scan-time",
        os.environ.get("DAST_SECONDS", "240"),
        "-f",
        "json",
        "-o",
        str(raw),
        "--no-bugreport",
        "-v",
        "0",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    found = json.loads(raw.read_text())
    results = [
        result(CATEGORIES.get(category, category), entry, gateway)
        for section in ("vulnerabilities", "anomalies")
        for category, entries in found[section].items()
        for entry in entries
    ]
    crawled = found["infos"].get("crawled_pages_nbr", 0)
    print(f"{len(results)} findings, {crawled} requests attacked")
    paths = json.loads((ROOT / "api/openapi.json").read_text())["paths"]
    rules = [
        {"id": name, "properties": {"tags": ["security", f"external/cwe/cwe-{cwe:03}"]}}
        for name, cwe in MODULES.items()
    ]
    driver = {"name": "wapiti", "version": found["infos"]["version"], "rules": rules}
    artifacts = [{"location": {"uri": path}, "roles": ["analysisTarget"]} for path in paths] if crawled else []
    run = {"tool": {"driver": driver}, "artifacts": artifacts, "results": results}
    write_report("dast.sarif", {"version": "2.1.0", "runs": [run]})


def result(rule: str, entry: dict, gateway: str) -> dict:
    """Return a finding of wapiti as a result of SARIF."""
    where = {"physicalLocation": {"artifactLocation": {"uri": entry["path"].removeprefix(gateway)}}}
    level = "error" if entry["level"] >= 3 else "warning"
    text = f"{entry['method']} {entry['path']}: {entry['info']}"
    return {"ruleId": rule, "level": level, "message": {"text": text}, "locations": [where]}


if __name__ == "__main__":
    main()
