"""The interface as it is promised: schemathesis against the running gateway, and the document against the last release.

reports/contracts-junit.xml: requests made from api/openapi.json, by somebody who is signed in
reports/api-compatibility.json: what would break a client of the last release
"""

import json
import os
import secrets
import subprocess
import urllib.request
import xml.etree.ElementTree as ET  # our own tool's report

from tools.compatibility import Comparison
from tools.reports import REPORTS, ROOT, Metric, write_metrics

EXAMPLES = os.environ.get("CONTRACT_EXAMPLES", "15")
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "negative_data_rejection,unsupported_method,allow_header_conformance,ignored_auth"
)


def main() -> None:
    """Write both reports; what they hold is for the gate to judge."""
    compatibility()
    gateway = os.environ["GATEWAY_URL"]
    command = [
        "schemathesis", "run", "api/openapi.json", "--url", gateway, "--checks", CHECKS, "--seed", "1",
        "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--generation-database", "none",
        "--header", f"Authorization: Bearer {session(gateway)}", "--exclude-operation-id", "signOut",
        "--continue-on-failure", "--report", "junit", "--report-junit-path", "reports/contracts-junit.xml",
    ]
    ended = subprocess.run(command, cwd=ROOT, check=False)
    if ended.returncode > 1:
        raise SystemExit(ended.returncode)
    label()


def compatibility() -> None:
    """Compare the document with that of the last release."""
    released = max(ROOT.glob("api/released-*.json"), key=lambda path: [int(part) for part in path.stem[9:].split(".")])
    comparison = Comparison(json.loads(released.read_text()), json.loads((ROOT / "api/openapi.json").read_text()))
    breaking = [{**change, "file": "api/openapi.json"} for change in comparison.breaking()]
    metric = Metric("api_contracts.breaking_changes", len(breaking), "count", comparison.operations(), breaking)
    write_metrics("api-compatibility.json", f"compared with {released.name}", [metric])


def session(gateway: str) -> str:
    """Return the token of a new user on the team plan, whose rate limit is not reached."""
    user = {"email": f"{secrets.token_hex(8)}@example.org", "password": secrets.token_hex(8)}
    token = post(f"{gateway}/v1/users", user, {})["token"]
    post(f"{gateway}/v1/subscription", {"plan": "team", "card": "4242"}, {"Authorization": f"Bearer {token}"})
    return token


def post(url: str, payload: dict, headers: dict[str, str]) -> dict:
    """Post to the gateway."""
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(payload).encode(), headers)) as response:
        return json.load(response)


def label() -> None:
    """Say of each case which contract it is of: the label that puts it among the contract tests."""
    path = REPORTS / "contracts-junit.xml"
    tree = ET.parse(path)
    for case in tree.iter("testcase"):
        properties = case.find("properties")
        if properties is None:
            properties = ET.Element("properties")
            case.insert(0, properties)
        ET.SubElement(properties, "property", name="contract", value=case.get("name", ""))
    tree.write(path, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main()
