"""Looks at the quality of all code: lint, complexity, duplication and documentation, each in a report of its own."""

import contextlib
import subprocess

from tools.javascript import syntax
from tools.reports import REPORTS, ROOT, SERVICES, python_folders, write_report
from tools.sarif import scan, summary

PRODUCT = sorted(set(SERVICES.values()))
TESTS = ("test", "tests")


def main() -> None:
    """Write the reports; whether what they hold blocks is for the gate to say."""
    lint()
    tool("lizard", "--csv", "--ignore_warnings", "-1", *excluding("--exclude", "*/{}/*"), *PRODUCT, to="complexity.csv")
    tool(
        "complexipy", "--ignore-complexity", "--quiet", "--cache-dir", "reports/.complexipy_cache",
        *excluding("--exclude", "**/{}/**"), "--output-format", "json",
        "--output", "reports/cognitive-complexity.json", *python_folders(),
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


def excluding(option: str, pattern: str) -> list[str]:
    """Return the options that leave tests out."""
    return [word for folder in TESTS for word in (option, pattern.format(folder))]


if __name__ == "__main__":
    main()
