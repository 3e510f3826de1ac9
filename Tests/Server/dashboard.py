"""A dashboard that runs for a test: started, asked, ended."""
import gzip
import http.client
import http.cookies
import json
import pathlib
import subprocess
import urllib.parse

PASSWORD = "four words and a dog"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Dashboard:
    """`assay serve` with arguments, on a port that was free."""

    def __init__(self, assay, *arguments, port=0):
        self.process = subprocess.Popen(
            [assay, "serve", "--listen", f"127.0.0.1:{port}", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit("the server did not start: " + self.process.stderr.read())
        self.address = line.rstrip("/")
        self.port = urllib.parse.urlparse(line).port
        self.cookie = None

    def code(self):
        """What makes the first administrator."""
        return self.process.stderr.readline().strip().split()[-1]

    def send(self, method, path, body=None, headers=None, port=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=timeout)
        own = dict(headers or {})
        if self.cookie and "authorization" not in own:
            own["cookie"] = self.cookie
        connection.request(method, path, body, own)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def get(self, path):
        return self.send("GET", path)

    def form(self, path, **fields):
        headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        answer = self.send("POST", path, urllib.parse.urlencode(fields), headers)
        if answer.headers["set-cookie"]:
            cookie = http.cookies.SimpleCookie(answer.headers["set-cookie"])
            self.cookie = "; ".join(f"{name}={value.value}" for name, value in cookie.items())
        return answer

    def first(self, name="ann"):
        """Makes the first administrator, and stays signed in."""
        answer = self.form("/sign-in/first", code=self.code(), name=name, password=PASSWORD)
        if answer.status != 303:
            raise SystemExit(f"no administrator was made: {answer.status}")

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def end(self):
        self.process.terminate()
        self.process.communicate(timeout=20)


def token(assay, data, project):
    """A new token of a project, which is made where there is none."""
    made = subprocess.run(
        [assay, "serve", "--data", str(data), "--new-token", project], capture_output=True, text=True, check=True
    )
    return made.stdout.strip()


def project(folder):
    """A project with a pipeline of three short steps."""
    folder.mkdir(parents=True)
    (folder / "assay.yaml").write_text(
        "pipeline:\n  stages:\n    - {name: test, steps: [first, second, third]}\n"
        "steps:\n  first: {run: 'true'}\n  second: {run: 'true'}\n  third: {run: 'true'}\n"
    )
    return folder


class Runs:
    """Runs as a program sends them: copies of one that happened, each under an id of its own."""

    def __init__(self, assay, folder):
        subprocess.run([assay, "run"], cwd=folder, capture_output=True, check=False)
        newest = sorted(path for path in (folder / ".assay" / "runs").iterdir() if (path / "history.json").exists())[-1]
        self.id = newest.name
        self.record = (newest / "history.json").read_bytes()
        summary = newest / "summary.json"
        self.summary = summary.read_bytes() if summary.exists() else b""

    def packed(self, name):
        record = json.loads(self.record.replace(self.id.encode(), name.encode()))
        # Each has begun at a time of its own.
        record["run"]["started"] += int(name.split("-")[1])
        record = json.dumps(record).encode()
        summary = self.summary.replace(self.id.encode(), name.encode())
        return gzip.compress(record + summary, 1), len(record)

    def send(self, server, secret, name, project="shop", port=None):
        body, length = self.packed(name)
        headers = {"authorization": f"Bearer {secret}", "assay-record-bytes": str(length)}
        return server.send("PUT", f"/api/v1/projects/{project}/runs/{name}", body, headers, port).status


def events(assay, folder):
    """The events of a run that happens in the folder, each as a line."""
    subprocess.run([assay, "run", "--events", "events.jsonl"], cwd=folder, capture_output=True, check=False)
    return [line for line in (folder / "events.jsonl").read_text().splitlines() if line]


def folder(argument):
    return pathlib.Path(argument).resolve()
