"""Looks for security weaknesses in the Python code that is shipped: reports/sast.sarif by ruff, and
reports/bandit.json by bandit.

A scan proves something only with its scope: the report lists every file examined, and every rule
that ran with the weakness (CWE) it looks for. The gateway's JavaScript is not examined.
"""

import subprocess

from tools.reports import REPORTS, ROOT, product_files, python_folders, write_report
from tools.sarif import scan, summary

# Rules of flake8-bandit, and the weaknesses that bandit's documentation gives for them.
RULES = {
    "S102": 78,  # exec
    "S105": 259,  # password in an assignment
    "S106": 259,  # password in a call
    "S107": 259,  # password as a default
    "S301": 502,  # pickle
    "S307": 78,  # eval
    "S324": 327,  # weak hash
    "S501": 295,  # certificate not checked
    "S506": 20,  # unsafe YAML
    "S602": 78,  # shell=True
    "S604": 78,  # a call with shell=True
    "S605": 78,  # os.system
    "S608": 89,  # SQL put together from text
    "S701": 94,  # templates without escaping
}


def main() -> None:
    """Write the report; whether a finding blocks is for the gate to say."""
    document = scan(product_files(), "--select", ",".join(RULES))
    document["runs"][0]["tool"]["driver"]["rules"] = [
        {"id": rule, "properties": {"tags": ["security", f"external/cwe/cwe-{cwe:03}"]}} for rule, cwe in RULES.items()
    ]
    write_report("sast.sarif", document)
    print(summary(document))
    command = ["bandit", "--quiet", "--exit-zero", "-r", "-f", "json", "-o", str(REPORTS / "bandit.json")]
    subprocess.run([*command, "-x", "*/tests/*", *python_folders()], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
