"""A release from end to end, with a fault that no test sees: python -m release.walk.

A copy of the example gets a commit that works, which production runs, and one with planted/breach.patch. That one is
green, goes to staging, is watched, approved, goes to production, is watched by a real Prometheus while people use it,
and is taken back; the incident that it is calls its owner, then the next one, until somebody says that he is at it.
Each word of this is insisted on. Needs `assay` and Prometheus in PATH, and git.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from museum.visit import copy, plant
from release.deploy import CONFIG, take_down
from release.people import ALL_LANGUAGES, ENGLISH, people
from tools.reports import ROOT

ARTIFACT = ["--artifact", "sha256:" + "e7" * 32]
# The walk does not wait for a quarter of an hour until the next one is called.
SLA = ("sla: 15 minutes, escalate: lead, repeat: 1", "sla: 2s, escalate: lead, repeat: 1")
PATIENCE_SECONDS = 120


class Walk:
    """The copy, its keys, and whoever is called."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        """Prepare it all."""
        self.project, self.keys = folder / "project", folder / "keys"
        self.project.mkdir()
        self.keys.mkdir()
        os.environ["RELEASE_FOLDER"] = str(folder)
        self.calls = receiver(folder, running)
        copy(self.project)
        self.configure()
        self.commit("What production runs.", "init", "--quiet", "--initial-branch=main")

    def configure(self) -> None:
        """List who may approve, and put the addresses of this walk in."""
        name = self.assay(
            "keygen", "grace", "--person", "Grace Example", "--role", "release manager", "--criteria",
            "approval.production", "decision", "--output", str(self.keys / "grace.pem"),
        )
        # What looks for secrets takes a public key for one.
        listed = "".join(
            line.replace("\n", "  # pragma: allowlist secret\n") if "public_key" in line else line
            for line in name.splitlines(keepends=True)[1:]
        )
        path = self.project / "assay-release.yaml"
        text = path.read_text().replace(*SLA) + "\nattestation_keys:\n" + listed
        for port in ("9091", "9092"):
            text = text.replace(port, str(free_port()))
        path.write_text(text)
        path = self.project / "assay-contacts.yaml"
        path.write_text(re.sub(r'(slack|webhook): ("[^"]+")', r"\1: \2, allow_private: true", path.read_text()))
        # What a walk of this copy leaves is no change of it.
        (self.project / ".gitignore").open("a").write("/reports/\n/.assay/\n")

    def commit(self, message: str, *before: str) -> None:
        """Commit all that there is."""
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        for order in (before, ("add", "--all"), ("commit", "--quiet", "--message", message)):
            if order:
                subprocess.run(["git", *identity, *order], cwd=self.project, check=True)

    def deploy(self, environment: str) -> None:
        """Let the newest commit run there."""
        subprocess.run([sys.executable, "-m", "release.deploy", environment, "main"], cwd=self.project, check=True)

    def assay(self, *order: str, ends: int = 0) -> str:
        """Run Assay, and insist on how it ends."""
        ended = subprocess.run(["assay", *order], cwd=self.project, capture_output=True, text=True, check=False)
        if ended.returncode != ends:
            said = ended.stdout + ended.stderr
            sys.exit(f"assay {' '.join(order)} ended with {ended.returncode}, not {ends}:\n{said}")
        return ended.stdout

    def release(self, *order: str, ends: int = 0) -> str:
        """Run a command on releases, and show what it says."""
        about = [] if order[0] == "watch" else ARTIFACT
        said = self.assay("deploy", *order[:2], *CONFIG, *about, *order[2:], ends=ends)
        print(said, end="", flush=True)
        return said


def receiver(folder: Path, running: ExitStack) -> str:
    """Start whom the incident calls, and return where its journal is."""
    ready = folder / "receiver.json"
    command = ["assay", "mock", str(ROOT / "mocks/receiver.yaml"), "--ready", str(ready)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    running.callback(process.wait)
    running.callback(process.terminate)
    wait_for(ready.exists, "the receiver to listen")
    url = json.loads(ready.read_text())["url"]
    os.environ |= {f"{name.upper()}_URL": f"{url}/{name}" for name in ("chat", "pager", "phone")}
    return f"{url}/__assay/journal"


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(holds, what: str) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            sys.exit(f"waited {PATIENCE_SECONDS} s for {what}")
        time.sleep(0.2)


def title(text: str) -> None:
    """Say what comes."""
    print(f"\n== {text}", flush=True)


def insist(holds: bool, what: str) -> None:
    """End the walk where it does not hold."""
    if not holds:
        sys.exit(f"the walk expected that {what}")


def main() -> None:
    """Walk."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="release-")))
        walk = Walk(folder, running)
        running.callback(take_down)
        to_production(walk)
        and_back(walk)


def to_production(walk: Walk) -> None:
    """Go through staging, with its watch and an approval."""
    title("Production runs the first commit; a second one brings the fault, and its run is green")
    walk.deploy("production")
    plant(walk.project / "planted/breach.patch", walk.project)
    walk.commit("Texts are Latin.")
    walk.assay("run", *CONFIG)
    title("Staging: checked, deployed, watched")
    walk.release("check", "staging")
    walk.deploy("staging")
    walk.release("record", "staging")
    insist("watch" in walk.release("check", "production", ends=4), "production waits for the watch in staging")
    with people("staging", ENGLISH):
        walk.release("watch", "staging")
    title("Production: nobody has approved; Grace does")
    walk.release("check", "production", ends=4)
    walk.release("approve", "production", "--key", str(walk.keys / "grace.pem"), "--reason", "release 2")
    walk.release("check", "production")


def and_back(walk: Walk) -> None:
    """Deploy to production, where people write in more languages than tests do."""
    title("Production: deployed, used in every language, and taken back")
    walk.deploy("production")
    walk.release("record", "production")
    with people("production", ALL_LANGUAGES):
        said = walk.release("watch", "production", ends=1)
    insist("rolled back" in said, "the deployment was taken back")
    subprocess.run([sys.executable, "-m", "release.people", "production"], cwd=walk.project, check=True)
    insist("blocked" in walk.release("check", "production", ends=1), "production is blocked")
    title("The incident: its owner is called, then the next one, until somebody is at it")
    print(walk.assay("incident", "tick", *CONFIG))
    insist({"/chat", "/pager"} <= called(walk), "the owner was called, and who is on call")
    wait_for(lambda: walk.assay("incident", "tick", *CONFIG) and "/phone" in called(walk), "the lead to be called")
    walk.assay("incident", "ack", "INC-1", "--by", "grace", *CONFIG)
    print(walk.assay("incident", "show", "INC-1", *CONFIG))
    print(walk.assay("audit", "verify", *CONFIG))


def called(walk: Walk) -> set[str]:
    """Return the paths that were called so far."""
    with urllib.request.urlopen(walk.calls, timeout=5) as response:
        return set(re.findall(r"/(?:chat|pager|phone)", response.read().decode()))


if __name__ == "__main__":
    main()
