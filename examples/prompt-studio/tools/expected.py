"""Compares the verdicts of the last run with those that are expected of it: python -m tools.expected FILE.

FILE names every criterion that is not expected to pass, one a line: the criterion, its verdict, and why. A `*` stands
for any verdict: of what depends on the day, or on what else the machine does.
"""

import json
import sys
from pathlib import Path

from tools.reports import ROOT


def main() -> None:
    """End with 1 where a verdict is another than expected."""
    lines = Path(sys.argv[1]).read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    expected = {criterion: verdict for criterion, verdict, _ in rows}
    report = json.loads((ROOT / ".assay/latest/report.json").read_text())
    verdicts = {
        f"{gate['gate']}.{criterion['path']}": criterion["verdict"]
        for gate in report["gates"]
        for criterion in gate["criteria"]
    }
    wrong = [
        f"{criterion}: {verdict}, expected {expected.get(criterion, 'pass')}"
        for criterion, verdict in verdicts.items()
        if expected.get(criterion, "pass") not in {verdict, "*"}
    ]
    wrong += [f"{criterion}: not asked for" for criterion in expected.keys() - verdicts.keys()]
    # What the steps of the last stage say are the verdicts above.
    measuring = [step for step in report["steps"] if step["stage"] != "quality-gates"]
    wrong += [f"step {step['name']} failed" for step in measuring if step["outcome"] == "failed"]
    print("\n".join(wrong) or f"{len(verdicts)} verdicts are as expected")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
