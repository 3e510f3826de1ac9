"""Puts a JsonService on a socket, and runs it as a process that stops cleanly."""

import argparse
import json
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from httpkit.service import JsonService, Response

IDLE_CONNECTION_SECONDS = 30


class HttpServer(ThreadingHTTPServer):
    """One thread a connection; connections are kept alive between requests."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, service: JsonService, port: int) -> None:
        """Bind to the loopback interface; port 0 takes a free one."""
        super().__init__(("127.0.0.1", port), _RequestHandler)
        self.service = service

    @property
    def url(self) -> str:
        """Where this server can be reached."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _RequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_CONNECTION_SECONDS
    # Headers and body leave in one segment: no wait for the peer's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._send(self.server.service.get(self.path))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        raw = self.rfile.read(int(length)) if length.isdecimal() else b""
        self._send(self.server.service.post(self.path, raw))

    def _send(self, response: Response) -> None:
        body = json.dumps(response.body).encode()
        self.send_response(response.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the log for failures: one line a request would drown them."""


def run(service: JsonService, arguments: list[str] | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C; the first line printed says where."""
    parser = argparse.ArgumentParser(prog=service.name)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if os.environ.get("STOP_WITH_STDIN"):
        threading.Thread(target=_stop_with_stdin, daemon=True).start()
    with HttpServer(service, options.port) as server:
        print(json.dumps({"service": service.name, "url": server.url}), flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)


def _stop_with_stdin() -> None:
    """End this process when whoever started it is gone, however it went."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
