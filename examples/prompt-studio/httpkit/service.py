"""A service: named routes that take a JSON object and give one back."""

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from httpkit.fields import BadRequest, Refused

Handler = Callable[[dict], dict]


@dataclass(frozen=True)
class Response:
    """A status code and the JSON object that goes with it."""

    status: int
    body: dict


@dataclass(frozen=True)
class JsonService:
    """Decides what to answer; knows nothing of sockets, so tests call it directly."""

    name: str
    routes: dict[str, Handler]

    def get(self, path: str) -> Response:
        """Answer a GET: only the health check is one."""
        if path == "/health":
            return Response(200, {"service": self.name, "status": "ok"})
        return self._error(404, "not_found", f"no such resource: {path}")

    def post(self, path: str, raw: bytes) -> Response:
        """Answer a POST: find the route, read the object, run the handler."""
        handler = self.routes.get(path)
        if handler is None:
            return self._error(404, "not_found", f"no such resource: {path}")
        try:
            return Response(200, handler(self._object(raw)))
        except Refused as problem:
            return self._error(problem.status, problem.code, str(problem))
        except Exception:  # whatever went wrong, the caller gets JSON and the log gets the trace
            traceback.print_exc(file=sys.stderr)
            return self._error(500, "internal", "the service failed; its log says why")

    @staticmethod
    def _object(raw: bytes) -> dict:
        try:
            payload = json.loads(raw)
        except ValueError as problem:
            raise BadRequest(f"the body is not JSON: {problem}") from problem
        if not isinstance(payload, dict):
            raise BadRequest("the body must be a JSON object")
        return payload

    def _error(self, status: int, code: str, message: str) -> Response:
        return Response(status, {"error": {"code": code, "service": self.name, "message": message}})
