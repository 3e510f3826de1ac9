#!/usr/bin/env python3
"""A server that has a clone of a project: what it knows by its configuration, and what a proposed criterion would have made of runs.

    trial.py ASSAY FOLDER
"""
import json
import subprocess
import sys
import urllib.parse

import dashboard

assay, folder = str(dashboard.folder(sys.argv[1])), dashboard.folder(sys.argv[2])
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


data = folder / "data"
dashboard.token(assay, data, "shop")
project = data / "projects" / "shop"
CONFIGURATION = """
pipeline: {stages: [{name: test, steps: [unit]}]}
steps:
  unit:
    run: cp given.xml r.xml && cp given.info c.info
    reports: [r.xml, c.info]
coverage_gate:
  criteria: {overall: {threshold: ">= 50%"}}
quarantine:
  - {test: "tests/a.py|||wobbly", owner: ann, reason: "known", expires: 2999-12-31}
"""
CASE = '<testcase file="tests/a.py" name="{}" time="1">{}</testcase>'
FAILURE = '<failure message="no"/>'


def git(*arguments):
    identity = ["-c", "user.name=maker", "-c", "user.email=maker@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=project, capture_output=True, text=True, check=True)


def run(covered, wobbles):
    """A run in which so many of ten lines are covered."""
    cases = CASE.format("steady", "") + CASE.format("wobbly", FAILURE if wobbles else "")
    (project / "given.xml").write_text(f"<testsuite>{cases}</testsuite>")
    lines = "".join(f"DA:{line},{int(line <= covered)}\n" for line in range(1, 11))
    (project / "given.info").write_text(f"SF:a.py\n{lines}end_of_record\n")
    subprocess.run([assay, "run", "--branch", "trunk"], cwd=project, capture_output=True, text=True)


(project / "assay.yaml").write_text(CONFIGURATION)
(project / "a.py").write_text("x = 1\n" * 10)
(project / "tests").mkdir()
(project / "tests/a.py").write_text("import a\n")
(project / "CODEOWNERS").write_text("tests/ @quality\n")
(project / ".gitignore").write_text(".assay/\n*.xml\n*.info\n")
git("init", "-q", "-b", "trunk")
git("add", ".")
git("commit", "-qm", "start")
for number, covered in enumerate([9, 8, 4, 7, 9, 6]):
    run(covered, wobbles=number % 2 == 1)

server = dashboard.Dashboard(assay, "--data", str(data), "--public")
flaky = server.get("/api/v1/projects/shop/flaky").json
expect(server.get("/api/v1/projects").json["projects"]["rows"][0]["branch"] == "trunk", "its branch is not known")
rows = {row["test"]: row for row in flaky["tests"]["rows"]}
wobbly = rows.get("tests/a.py|||wobbly", {})
expect(wobbly.get("owner") == "@quality", f"who answers for the test: {flaky['tests']}")
expect(wobbly.get("quarantine") == "ann, until 2999-12-31", f"its quarantine: {wobbly}")
expect(flaky.get("quarantine", {}).get("rows", [{}])[0].get("owner") == "ann", f"the quarantine: {flaky}")
review = server.get("/projects/shop/review")
expect(review.status == 200 and b"trunk" in review.body, "the review is not of the branch")

# --- what the server says of a proposed criterion the command line says too
(project / "proposed.yaml").write_text('coverage_gate:\n  criteria: {overall: {threshold: ">= 75%"}}\n')
replay = subprocess.run([assay, "replay", "proposed.yaml", "--format", "json"], cwd=project, capture_output=True, text=True)
expect(replay.returncode == 0, f"assay replay: {replay.stderr}")
replay = json.loads(replay.stdout or "{}")
query = urllib.parse.urlencode({"criterion": "coverage_gate.overall.threshold", "asks": ">= 75%"})
answer = server.get(f"/api/v1/projects/shop/gates?{query}")
expect(answer.status == 200, f"trying a criterion: {answer.status} {answer.body}")
tried = answer.json.get("trial", {}).get("rows", [])
changed = {row["run"]: (row["now"], row["proposed"]) for row in tried if row["now"] != row["proposed"]}
told = {row["run"]: (row["now"], row["proposed"]) for row in replay.get("changed", [])}
expect(len(tried) == 6 and changed == told and len(told) == 2, f"{tried} is not {replay}")
expect(sum(row["change"] == "would be held back" for row in tried) == replay.get("newly_blocked") == 2, f"held back: {tried}")
csv = server.get(f"/api/v1/projects/shop/gates?{query}&format=csv&table=trial").body.decode()
expect(csv.startswith("run,time,now,proposed,change,gates\r\n") and csv.count("\r\n") == 7, f"as CSV: {csv}")
page = server.get(f"/projects/shop/gates?{query}").body.decode()
expect("would be blocked that are not now: 2" in page and "<script" not in page, "the page does not say what it comes to")
for criterion, asks in [("coverage_gate.overal.threshold", ">= 75%"), ("steps.unit.run", "x"), ("coverage_gate.overall.threshold", "lots")]:
    wrong = server.get("/api/v1/projects/shop/gates?" + urllib.parse.urlencode({"criterion": criterion, "asks": asks}))
    expect(wrong.status == 400, f"{criterion} {asks}: {wrong.status}")
server.end()
print("\n".join(problems))
sys.exit(1 if problems else 0)
