"""A service as a process on a free port, and its sure end."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import time
import urllib.request
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 15
STOP_SECONDS = 5


class StartError(RuntimeError):
    """A service did not come up."""


class Service:
    """One running service: it prints where it listens, and ends with us however we end."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        """Start the process; `url` waits for it."""
        self.name = name
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {}), "STOP_WITH_STDIN": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @cached_property
    def url(self) -> str:
        """Where the service listens, once its health check has answered."""
        url = self._announced_url()
        self._await_health(url)
        return url

    def stop(self) -> None:
        """Ask the process to end, and insist after STOP_SECONDS."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def _announced_url(self) -> str:
        readable, _, _ = select.select([self._process.stdout], [], [], START_SECONDS)
        line = self._process.stdout.readline() if readable else b""
        if not line:
            raise StartError(f"{self.name} did not say where it listens; its messages are above")
        return json.loads(line)["url"]

    def _await_health(self, url: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=1):
                return
            time.sleep(0.05)
        raise StartError(f"{self.name} is not healthy after {START_SECONDS} s")


def start_gateway(backends: dict[str, str], timeout_ms: int = 2000) -> Service:
    """Start a gateway in front of the backends."""
    environment = {f"{name.upper()}_URL": url for name, url in backends.items()}
    environment |= {"CALL_TIMEOUT_MS": str(timeout_ms), "PORT": "0"}
    return Service("api_gateway", [_node(), "gateway/server.mjs"], environment)


def _node() -> str:
    node = os.environ.get("NODE") or shutil.which("node")
    if not node:
        raise StartError("the gateway needs Node 20 or newer: put it on PATH, or name it in NODE")
    return node
