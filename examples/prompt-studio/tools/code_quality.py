"""Looks at the quality of all code: lint, complexity, duplication and documentation, each in a report of its own."""

import contextlib
import subprocess

from tools.javascript import syntax
from tools.reports import REPORTS, ROOT, SERVICES, product_files, python_folders, write_report
from tools.sarif import scan, summary

PRODUCT = sorted(SERVICES.values())


def main() -> None:
    """Write the reports; whether what they hold blocks is for the gate to say."""
    lint()
    excluded = ("--exclude", "*/test/*", "--exclude", "*/tests/*")
    tool("lizard", "--csv", "--ignore_warnings", "-1", *excluded, *PRODUCT, to="complexity.csv")
    tool(
        # Files, not folders: of those it leaves out what git ignores, and what is below a hidden one.
        "complexipy", "--ignore-complexity", "--quiet", "--cache-dir", "reports/.complexipy_cache",
        "--output-format", "json", "--output", "reports/cognitive-complexity.json", *product_files(),
    )
    tool(
        "jscpd", "--silent", "--reporters", "json", "--output", "reports", "--report-name", "duplication",
        "--no-gitignore", "--min-tokens", "50", "--format", "javascript,python", "--ignore", "**/test/**,**/tests/**",
        *PRODUCT,
    )
    tool("interrogate", "-vv", "--fail-under", "0", *python_folders(), to="docs.txt")


def lint() -> None:
    """Lint the Python code with ruff, and let Node look at the syntax of the JavaScript."""
    document = scan([str(ROOT)])
    print("ruff:", summary(document))
    document["runs"] += syntax()["runs"]
    write_report("lint.sarif", document)


def tool(*command: str, to: str | None = None) -> None:
    """Run a tool; what it prints may be the report."""
    with contextlib.ExitStack() as opened:
        output = opened.enter_context((REPORTS / to).open("w")) if to else None
        subprocess.run(command, cwd=ROOT, stdout=output, check=True)


if __name__ == "__main__":
    main()
