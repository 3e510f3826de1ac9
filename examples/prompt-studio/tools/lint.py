"""Lints all Python code: reports/lint.sarif."""

from tools.reports import ROOT, write_report
from tools.sarif import scan, summary


def main() -> None:
    """Write the report; whether a finding blocks is for the gate to say."""
    document = scan([str(ROOT)])
    write_report("lint.sarif", document)
    print(summary(document))


if __name__ == "__main__":
    main()
