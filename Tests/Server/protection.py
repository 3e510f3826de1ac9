#!/usr/bin/env python3
"""A GitHub that is played here asks a server for its word on deployments: it gets one once there is one.

    protection.py ASSAY FOLDER
"""
import hashlib
import hmac
import http.server
import json
import os
import subprocess
import sys
import threading

import dashboard

assay, folder = str(dashboard.folder(sys.argv[1])), dashboard.folder(sys.argv[2])
SECRET = "a secret of the App's webhook"
problems, told, heard = [], [], threading.Condition()


def expect(holds, what):
    if not holds:
        problems.append(what)


class GitHub(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        is_token = self.path == "/app/installations/42/access_tokens"
        answer = json.dumps({"token": "ghs_1"}).encode() if is_token else b""
        self.send_response(201 if is_token else 204)
        if answer:
            self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        with heard:
            told.append((self.path, self.headers["authorization"], body))
            heard.notify_all()

    def log_message(self, *arguments):
        pass


def words():
    return [body for path, _, body in told if path.endswith("/deployment_protection_rule")]


def wait_for(count):
    with heard:
        return heard.wait_for(lambda: len(words()) >= count, timeout=90)


gitHub = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitHub)
threading.Thread(target=gitHub.serve_forever, daemon=True).start()
api = f"http://127.0.0.1:{gitHub.server_port}"

data = folder / "data"
dashboard.token(assay, data, "shop")
project = data / "projects" / "shop"
(project / "assay.yaml").write_text(
    "pipeline: {stages: [{name: test, steps: [unit]}]}\n"
    "steps: {unit: {run: cp given.xml r.xml, reports: r.xml}}\n"
    "deployment_gates:\n  staging: {required_gates: [all_unit_tests_pass]}\n"
    "  production: {approvals: {count: 1, roles: [lead]}, required_gates: [all_unit_tests_pass, manual_approval]}\n"
)
(project / ".gitignore").write_text(".assay/\nr.xml\ngiven.xml\n")
(project / "given.xml").write_text("<testsuite><testcase name='a' time='1'/></testsuite>")
identity = ["-c", "user.name=maker", "-c", "user.email=maker@example.org", "-c", "init.defaultBranch=main"]
for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "start"]):
    subprocess.run(["git", *identity, *arguments], cwd=project, check=True)
commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True, check=True).stdout.strip()
expect(subprocess.run([assay, "run"], cwd=project, capture_output=True).returncode == 0, "the run is not green")
(project / ".assay").mkdir(exist_ok=True)
(project / ".assay/trusted-jobs").write_text("github https://token.actions.githubusercontent.com 74 65\n")
subprocess.run(["openssl", "genrsa", "-out", folder / "app.pem", "2048"], check=True, capture_output=True)
os.environ["ASSAY_GITHUB_SECRET"] = SECRET
server = dashboard.Dashboard(
    assay, "--data", str(data), "--public", "--github-app", "7", "--github-key", str(folder / "app.pem"), "--github-api", api
)


def ask(environment, secret=SECRET, callback=f"{api}/repos/acme/shop/actions/runs/5/deployment_protection_rule"):
    body = json.dumps({
        "action": "requested", "environment": environment, "deployment_callback_url": callback,
        "deployment": {"sha": commit, "payload": {"artifact": "sha256:" + "ab" * 32}}, "installation": {"id": 42},
        "repository": {"id": 74, "owner": {"id": 65}},
    })
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    headers = {"x-hub-signature-256": f"sha256={signature}", "x-github-event": "deployment_protection_rule"}
    return server.send("POST", "/api/v1/github", body, headers).status


expect(ask("staging", secret="a secret of somebody else") == 401, "a webhook that GitHub has not signed is taken")
expect(ask("staging", callback="http://127.0.0.1:9/repos/acme/shop") == 400, "it would be sent elsewhere")
expect(ask("staging") == 202, "GitHub's question is not taken")
expect(wait_for(1), "GitHub was not told of staging")
expect(words()[:1] and words()[0].get("state") == "approved", f"staging: {words()}")
expect(ask("production") == 202, "GitHub's second question is not taken")
expect(wait_for(2), "GitHub was not told of production")
expect(words()[1:] and "state" not in words()[1] and "approval" in words()[1]["comment"], f"production: {words()[1:]}")
expect(all(token.startswith("Bearer ") for _, token, _ in told), "GitHub is told by nobody")
server.end()
gitHub.shutdown()
print("\n".join(problems))
sys.exit(1 if problems else 0)
