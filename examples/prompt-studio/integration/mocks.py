"""A service of others that `assay mock` stands in for: its faults are really injected, and counted."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tools.reports import REPORTS


class Mock:
    """Switches faults on and off, and keeps what the mock says of itself."""

    def __init__(self, url: str) -> None:
        """Remember where the mock is."""
        self._admin = f"{url}/__assay"

    @contextmanager
    def fault(self, **fault: object) -> Iterator[None]:
        """Let every request meet the fault for as long as the block lasts."""
        self._ask("POST", "/faults", fault)
        try:
            yield
        finally:
            self._ask("DELETE", "/faults")

    def keep_report(self, name: str) -> None:
        """Write reports/NAME."""
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / name).write_bytes(self._ask("GET", "/report"))

    def _ask(self, method: str, path: str, payload: dict | None = None) -> bytes:
        data = json.dumps(payload).encode() if payload else None
        request = urllib.request.Request(self._admin + path, data, method=method)
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.read()
