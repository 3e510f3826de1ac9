"""A proxy in front of a real service that can be told to misbehave."""

import socketserver
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Fault:
    """What happens to a request instead of reaching the service."""

    status: int | None = None
    delay_seconds: float = 0.0
    refuse: bool = False


class FaultProxy:
    """Forwards to the service; `inject` makes the next requests fail in a given way."""

    def __init__(self, target: str) -> None:
        """Listen on a free port in front of the target."""
        self._target = target
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self.requests = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the proxy listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def inject(self, fault: Fault, times: int = 1) -> None:
        """Let the next requests meet this fault."""
        with self._lock:
            self._faults.extend([fault] * times)

    def reset(self) -> None:
        """Forget every fault, and count requests from zero."""
        with self._lock:
            self._faults.clear()
            self.requests = 0

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _next_fault(self) -> Fault | None:
        with self._lock:
            self.requests += 1
            return self._faults.pop(0) if self._faults else None

    def _forward(self, path: str, body: bytes) -> tuple[int, bytes]:
        request = urllib.request.Request(self._target + path, data=body, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def _handler(self) -> type[socketserver.BaseRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fault = proxy._next_fault()
                if fault is None:
                    self._answer(*proxy._forward(self.path, body))
                elif fault.refuse:
                    self.close_connection = True
                elif fault.status is None:
                    time.sleep(fault.delay_seconds)
                else:
                    self._answer(fault.status, b'{"error": {"code": "injected"}}')

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
