"""A person who uses the product from outside: only the gateway is known."""

import json
import os
import secrets
import urllib.error
import urllib.request

import pytest


class Person:
    """Somebody who asks the gateway as a browser would."""

    def __init__(self, url: str) -> None:
        """Think of an address and a password."""
        self._url = url
        self._token = None
        self.email = f"{secrets.token_hex(8)}@example.org"
        self.password = secrets.token_hex(8)

    def register(self) -> dict:
        """Make the account, and be signed in."""
        return self._signed_in(self.post("/v1/users", email=self.email, password=self.password))

    def sign_in(self) -> dict:
        """Sign in anew."""
        return self._signed_in(self.post("/v1/sessions", email=self.email, password=self.password))

    def _signed_in(self, session: dict) -> dict:
        self._token = session.get("token")
        return session

    def post(self, path: str, **payload: object) -> dict:
        """Post to the gateway."""
        return self.ask("POST", path, payload)

    def ask(self, method: str, path: str, payload: dict | None = None) -> dict:
        """Ask the gateway; a refusal is an answer too."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        data = None if payload is None else json.dumps(payload).encode()
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.load(response)
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)


@pytest.fixture
def stranger() -> Person:
    """Give somebody without an account."""
    return Person(os.environ["GATEWAY_URL"])


@pytest.fixture
def person(stranger) -> Person:
    """Give somebody who has just registered."""
    stranger.register()
    return stranger
