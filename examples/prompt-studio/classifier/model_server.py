"""A model server that speaks TorchServe's interface, and what we do when it does not answer."""

import http.client
import json
import sys
import threading
from urllib.parse import urlsplit

from classifier.intents import Classification, classify

MODEL = "intent"
TIMEOUT_SECONDS = 0.5
# So many requests of ours the server has at a time; the others wait for their turn.
CONNECTIONS = 16


class ModelServer:
    """Asks the server for an intent, and the local model in its place where it cannot be had."""

    def __init__(self, url: str, connections: int = CONNECTIONS) -> None:
        """Remember where the server is."""
        self._address = urlsplit(url).netloc
        self._turns = threading.BoundedSemaphore(connections)

    def load(self) -> str:
        """Register the model unless the server has it, and return its version."""
        status, body = self._ask("GET", f"/models/{MODEL}")
        if status == 404:
            self._ask("POST", f"/models?url={MODEL}.mar&initial_workers=1&synchronous=true")
            status, body = self._ask("GET", f"/models/{MODEL}")
        if status != 200:
            raise OSError(f"the model server answered with status {status}")
        return body[0]["modelVersion"]

    def classify(self, prompt: str) -> Classification:
        """Return what the server says, else what the local model says."""
        try:
            with self._turns:
                status, body = self._ask("POST", f"/predictions/{MODEL}", {"prompt": prompt})
            if status == 200:
                score = float(body["score"])
                return Classification(str(body["label"]), score, {body["label"]: score}, model="server")
            reason = f"status {status}"
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as problem:
            reason = str(problem) or type(problem).__name__
        print(f"the model server failed ({reason}): the local model answers", file=sys.stderr, flush=True)
        return classify(prompt)

    def _ask(self, method: str, path: str, payload: dict | None = None) -> tuple[int, object]:
        connection = http.client.HTTPConnection(self._address, timeout=TIMEOUT_SECONDS)
        try:
            body = None if payload is None else json.dumps(payload)
            connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"null")
        finally:
            connection.close()
