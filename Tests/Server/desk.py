#!/usr/bin/env python3
"""A server that has a clone of a project: its releases, incidents, alerts, and reports that are sent without Assay.

    desk.py ASSAY FOLDER
"""
import http.server
import json
import re
import subprocess
import sys
import threading
import time
import urllib.parse

import dashboard

assay, folder = str(dashboard.folder(sys.argv[1])), dashboard.folder(sys.argv[2])
problems = []
told = []
heard = threading.Condition()


def expect(holds, what):
    if not holds:
        problems.append(what)


class Chat(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with heard:
            told.append(body)
            heard.notify_all()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def wait_for(count):
    """Until so many messages have come; a server that never sends them is a failure."""
    with heard:
        return heard.wait_for(lambda: len(told) >= count, timeout=60)


chat = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Chat)
threading.Thread(target=chat.serve_forever, daemon=True).start()

data = folder / "data"
send = dashboard.token(assay, data, "shop")
ask = subprocess.run(
    [assay, "serve", "--data", str(data), "--new-token", "shop", "--asks"], capture_output=True, text=True, check=True
).stdout.strip()
project = data / "projects" / "shop"
CONFIGURATION = """
pipeline: {stages: [{name: test, steps: [unit]}]}
steps:
  unit:
    run: cp given.xml r.xml && ! grep -q failure r.xml
    reports: r.xml
KEYS
deployment_gates:
  staging: {required_gates: [all_unit_tests_pass]}
  production:
    after: staging
    approvals: {count: 1, roles: [lead]}
    required_gates: [all_unit_tests_pass, manual_approval]
notifiers:
  chat: {webhook: "http://127.0.0.1:PORT/chat", allow_private: true}
contacts:
  team: [chat]
escalation_matrix:
  unit_test_failure: {severity: high, owner: team, sla: 1 hour}
metrics_dashboard:
  alerts:
    - {name: failing, condition: "failure_rate > 40%", severity: high, notify: [team]}
"""
GOOD = "<testsuite><testcase name='a' time='1'/><testcase name='b' time='1'/></testsuite>"
BAD = "<testsuite><testcase name='a' time='1'/><testcase name='b' time='1'><failure message='no'/></testcase></testsuite>"
identity = ["-c", "user.name=maker", "-c", "user.email=maker@example.org", "-c", "init.defaultBranch=main"]


def git(*arguments):
    made = subprocess.run(["git", *identity, *arguments], cwd=project, capture_output=True, text=True, check=True)
    return made.stdout.strip()


def configure(keys=""):
    text = CONFIGURATION.replace("KEYS\n", keys).replace("PORT", str(chat.server_port))
    (project / "assay.yaml").write_text(text)


def run(report):
    (project / "given.xml").write_text(report)
    return subprocess.run([assay, "run"], cwd=project, capture_output=True, text=True)


def command(*arguments):
    return subprocess.run([assay, *arguments], cwd=project, capture_output=True, text=True)


configure()
(project / ".gitignore").write_text(".assay/\nr.xml\ngiven.xml\n")
git("init", "-q")
git("add", ".")
git("commit", "-qm", "start")
commit = git("rev-parse", "HEAD")
digest = "ab" * 32

server = dashboard.Dashboard(assay, "--data", str(data))
server.first("grace")


def page(path):
    answer = server.get(f"/api/v1/projects/shop{path}")
    expect(answer.status == 200, f"{path}: status {answer.status}: {answer.body[:300]}")
    return answer.json if answer.status == 200 else {}


def deployable(method, environment, form, **more):
    query = urllib.parse.urlencode({"environment": environment, "artifact": f"sha256:{digest}", "commit": commit, "format": form})
    headers = {"authorization": f"Bearer {ask}"}
    return server.send(method, f"/api/v1/projects/shop/deployable?{query}", headers=headers)


# --- what the command line says of releases the server says too
expect(run(GOOD).returncode == 0, "the run is not green")
answer = deployable("GET", "staging", "argo")
expect(answer.status == 200 and answer.json["allowed"] is True, f"staging: {answer.status} {answer.body}")
expect(json.loads(command("audit", "list", "--output", "json").stdout or "null") is None, "a GET has left a trace")
expect(deployable("POST", "staging", "flagger").status == 200, "staging is not allowed by a hook")
recorded = command("deploy", "record", "staging", "--artifact", f"sha256:{digest}")
expect(recorded.returncode == 0, f"what the server decided does not count: {recorded.stderr}")
answer = deployable("POST", "production", "flagger")
expect(answer.status == 403, f"production without an approval: {answer.status}")
told_by_command = json.loads(command("deploy", "check", "production", "--artifact", f"sha256:{digest}", "--format", "json").stdout)
told_by_server = deployable("GET", "production", "json").json
expect(told_by_command["requirements"] == told_by_server["requirements"], f"{told_by_command} is not {told_by_server}")
releases = page("/releases")
expect(releases["environments"]["rows"][0]["artifact"] == digest, f"what runs in staging: {releases['environments']}")
expect(any(row["verdict"] != "pass" for row in releases["waiting_production"]["rows"]), "nothing holds production back")

# --- a person approves by a session, once the project lists the key
word = {"release": f"production {digest} {commit}", "word": "approve", "reason": "release 1"}
expect(server.form("/projects/shop/releases", **word).status == 400, "approved without a key")
server.form("/account", do="key")
key = re.search(r"public_key: &quot;(\S+?)&quot;", server.get("/account").body.decode()).group(1)
expect(server.form("/projects/shop/releases", **word).status == 400, "approved with a key that nobody has listed")
configure(
    f"attestation_keys:\n  grace-dashboard: {{public_key: \"{key}\", person: Grace, role: lead, "
    "identities: [grace@example.org], criteria: [approval.production]}\n"
)
git("commit", "-qam", "keys")
commit = git("rev-parse", "HEAD")
digest = "cd" * 32
word["release"] = f"production {digest} {commit}"
expect(run(GOOD).returncode == 0, "the second run is not green")
deployable("POST", "staging", "json")
command("deploy", "record", "staging", "--artifact", f"sha256:{digest}")
expect(deployable("POST", "production", "json").json["allowed"] is False, "nobody has approved yet")
answer = server.form("/projects/shop/releases", **word)
expect(answer.status == 200 and b"may be deployed" in answer.body, f"approving: {answer.status} {answer.body[:400]}")
expect(deployable("GET", "production", "argo").json["allowed"] is True, "the approval does not count")
checked = command("deploy", "check", "production", "--artifact", f"sha256:{digest}")
expect(checked.returncode == 0, f"the command line does not see the approval: {checked.stdout}")
expect(command("audit", "verify").returncode == 0, "the log is not whole")

# --- reports without Assay: a verdict waits for its parts, an incident is opened, people are told
bound = "assay-test"


def upload(report, **fields):
    body = "".join(
        f'--{bound}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    )
    body += f'--{bound}\r\ncontent-disposition: form-data; name="report"; filename="junit.xml"\r\n\r\n{report}\r\n--{bound}--\r\n'
    headers = {"authorization": f"Bearer {send}", "content-type": f"multipart/form-data; boundary={bound}"}
    return server.send("POST", "/api/v1/projects/shop/reports", body, headers)


def part(shard, report, name):
    return upload(report, run=name, shards=2, shard=shard, commit=commit, branch="main")


answer = part(1, GOOD, "ci-1")
expect(answer.status == 202 and answer.json["missing"] == ["2"], f"the first part: {answer.status} {answer.body}")
expect(page("/runs")["uploads"]["rows"][0]["run"] == "ci-1", "the page of runs does not show what waits")
answer = part(2, GOOD.replace("'a'", "'c'").replace("'b'", "'d'"), "ci-1")
expect(answer.status == 201 and answer.json["verdict"] == "pass", f"the second part: {answer.status} {answer.body}")
made = answer.json["id"]
expect(page(f"/runs/{made}").get("verdict") == "pass", f"the run ci-1: {page(f'/runs/{made}').get('verdict')}")
expect(server.get(f"/projects/shop/runs/{made}/report").status == 200, "the run has no report")
expect([row["run"] for row in page("/runs?q=ci-1")["runs"]["rows"]] == [made], "it is not found by its sender's name")
tests = {row["test"] for row in page("/tests?branch=main")["tests"]["rows"]}
expect(len(tests) >= 4, f"tests of both parts: {tests}")
expect(upload(GOOD, run="ci-1").status == 409, "a run that was judged takes more")
answer = upload(BAD, run="ci-2", commit=commit, branch="main")
expect(answer.json.get("verdict") == "fail", f"a failed test: {answer.body}")
answer = upload(GOOD, run="ci-3", shards="2", shard="1", deadline="1", commit=commit, branch="main")
expect(answer.status == 202, "ci-3 does not wait")
made = answer.json["id"]
deadline = time.monotonic() + 60
while server.get(f"/api/v1/projects/shop/runs/{made}").status != 200 and time.monotonic() < deadline:
    time.sleep(0.2)
expect(page(f"/runs/{made}").get("verdict") == "inconclusive", "at the deadline a part that is missing is no pass")

# --- the alert of the failing run was told; a failing run of Assay itself opens an incident
expect(wait_for(1), "nobody was told of the alert")
expect(told and told[0]["data"]["title"] == "failing", f"told: {told[:1]}")
silenced = server.form("/projects/shop/incidents", do="silence", subject="everything", hours="1", reason="moving")
expect(silenced.status == 200, f"silencing: {silenced.status}")
expect(run(BAD).returncode == 1, "the failing run is green")
fresh = upload(BAD, run="ci-4", commit=commit, branch="main")
expect(fresh.status == 201, "ci-4 is not judged")
deadline = time.monotonic() + 90
while not page("/incidents")["open"]["rows"] and time.monotonic() < deadline:
    time.sleep(0.5)
incidents = page("/incidents")
expect([row["title"] for row in incidents["open"]["rows"]] == ["unit: b: no"], f"open: {incidents['open']}")
listed = json.loads(command("incident", "list", "--output", "json").stdout)
expect([one["id"] for one in listed] == [row["incident"] for row in incidents["open"]["rows"]], f"the command line lists {listed}")
expect(len(told) == 1, f"told although it is silenced: {told[1:]}")
answer = server.form("/projects/shop/incidents", do="acknowledge", incident="INC-1")
expect(answer.status == 200, f"answering: {answer.status}")
one = page("/incidents/INC-1")
expect(one.get("incident", {}).get("rows", [{}])[0].get("acknowledged_by") == "grace", "nobody looks after it")
expect(server.process.poll() is None, "the server ended")
server.end()
chat.shutdown()
print("\n".join(problems))
sys.exit(1 if problems else 0)
