#!/usr/bin/env python3
"""Attacks a server that runs: a scanner of web applications on its pages, a fuzzer of interfaces on its data.

    attack.py ASSAY FOLDER WAPITI SCHEMATHESIS
"""
import json
import subprocess
import sys

import dashboard

assay, folder, wapiti, schemathesis = sys.argv[1], dashboard.folder(sys.argv[2]), sys.argv[3], sys.argv[4]
problems = []

server = dashboard.Dashboard(assay, "--demo")
report = folder / "wapiti.json"
scan = subprocess.run(
    [
        wapiti, "-u", server.address + "/projects/shop", "--scope", "folder", "-d", "2", "--max-links-per-page", "20",
        "--max-files-per-dir", "20", "--max-scan-time", "40", "--max-attack-time", "6", "-m", "exec,file,sql,xss,redirect,crlf,csp,http_headers,cookieflags",
        "-f", "json", "-o", str(report), "--flush-session", "--no-bugreport", "-v", "0",
    ],
    capture_output=True,
    text=True,
)
if report.exists():
    for kind, found in json.loads(report.read_text())["vulnerabilities"].items():
        for one in found:
            # 1 is low, 2 medium; headers that only TLS gives are not for a server without it.
            if one["level"] >= 2 or "Strict-Transport" not in one["info"] and one["level"] >= 1:
                problems.append(f"wapiti: {kind}: {one['method']} {one['path']}: {one['info']}")
else:
    problems.append("wapiti wrote no report: " + scan.stdout[-500:] + scan.stderr[-500:])

# Names of things that are there, so that more is asked than what is not found.
schema = server.get("/api/v1/openapi.json").json
runs = [row["run"] for row in server.get("/api/v1/projects/shop/runs").json["runs"]["rows"]]
tests = [row["test"] for row in server.get("/api/v1/projects/shop/tests").json["tests"]["rows"]]
releases = server.get("/api/v1/projects/shop/releases").json["environments"]["rows"]
incidents = [row["incident"] for row in server.get("/api/v1/projects/shop/incidents").json["resolved"]["rows"]]
known = {
    "project": ["shop"], "incident": incidents[:1], "environment": [row["environment"] for row in releases],
    "artifact": ["sha256:" + row["artifact"] for row in releases], "commit": [row["commit"] for row in releases],
    "criterion": ["coverage_gate.overall.threshold"], "asks": [">= 84%"], "run": runs[:2], "a": runs[:2], "b": runs[:2], "key": tests[:2],
}
for operations in schema["paths"].values():
    for parameter in operations.get("get", {}).get("parameters", []):
        if parameter["name"] in known:
            parameter["examples"] = {name: {"value": name} for name in known[parameter["name"]]}
(folder / "openapi.json").write_text(json.dumps(schema))
fuzz = subprocess.run(
    [
        schemathesis, "run", str(folder / "openapi.json"), "--url", server.address, "--phases", "examples,coverage,fuzzing",
        "--include-method", "GET", "--max-examples", "10", "--generation-deterministic", "--workers", "2", "--max-time", "30",
        "--checks", "not_a_server_error,content_type_conformance,response_schema_conformance,response_headers_conformance,status_code_conformance",
    ],
    capture_output=True,
    text=True,
)
if fuzz.returncode != 0:
    problems.append("schemathesis: " + fuzz.stdout[-3000:] + fuzz.stderr[-500:])
if server.process.poll() is not None:
    problems.append("the server ended")
server.end()
print("\n".join(problems))
sys.exit(1 if problems else 0)
