"""Looks at the syntax of the JavaScript with Node, file by file: there is no linter without a package of npm."""

import re
import subprocess

from tools.reports import ROOT, SERVICES


def files(tests: bool = True) -> list[str]:
    """Return the JavaScript files that people wrote."""
    folders = {"gateway", "frontend", "load"} if tests else set(SERVICES.values())
    found = [path for folder in folders for kind in ("*.mjs", "*.js") for path in (ROOT / folder).rglob(kind)]
    return sorted(path.relative_to(ROOT).as_posix() for path in found if tests or "test" not in path.parts)


def syntax() -> dict:
    """Return what Node says of each file as SARIF."""
    examined = files()
    results = [result for path in examined if (result := _check(path))]
    artifacts = [{"location": {"uri": path}, "roles": ["analysisTarget"]} for path in examined]
    print(f"node --check: {len(results)} findings in {len(examined)} files examined")
    driver = {"name": "node --check", "rules": [{"id": "syntax"}]}
    return {"runs": [{"tool": {"driver": driver}, "artifacts": artifacts, "results": results}]}


def _check(path: str) -> dict | None:
    module = ["--input-type=module"] if path.endswith(".js") else []
    command = ["node", "--check", *module] if module else ["node", "--check", path]
    source = (ROOT / path).read_text() if module else None
    ended = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        return None
    line = re.search(r":(\d+)\n", ended.stderr)
    message = re.search(r"^\w*Error: .*$", ended.stderr, re.MULTILINE)
    region = {"startLine": int(line[1]) if line else 1}
    return {
        "ruleId": "syntax",
        "level": "error",
        "message": {"text": message[0] if message else ended.stderr[-200:]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": path}, "region": region}}],
    }
