"""The real services, each behind a proxy that can misbehave, and the gateway in front of them."""

import json
import os
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from integration.mocks import Mock
from integration.services.faults import FaultProxy
from stack import start_gateway

CALL_TIMEOUT_MS = 800
PROXIED = ("intent_classifier", "technique_selector", "prompt_generator")


@dataclass(frozen=True)
class Answer:
    """What the gateway said, and how long it took to say it."""

    status: int
    body: dict
    seconds: float


class Gateway:
    """The running gateway, somebody who is signed in, and the proxies between it and each service."""

    def __init__(self, url: str, proxies: dict[str, FaultProxy]) -> None:
        """Make an account on the team plan, whose limit no test reaches."""
        self._url = url
        self.proxies = proxies
        self.token = self.register()
        self.post("/v1/subscription", {"plan": "team", "card": "4242"}, self.token)

    def register(self) -> str:
        """Return the session of a new user."""
        user = {"email": f"{secrets.token_hex(8)}@example.org", "password": secrets.token_hex(8)}
        return self.post("/v1/users", user, None).body["token"]

    def enhance(self, prompt: object) -> Answer:
        """Call POST /v1/enhance."""
        return self.post("/v1/enhance", {"prompt": prompt}, self.token)

    def post(self, path: str, payload: dict, token: str | None) -> Answer:
        """Post to the gateway."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(self._url + path, json.dumps(payload).encode(), headers)
        started = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return Answer(response.status, json.load(response), time.monotonic() - started)
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, json.load(refusal), time.monotonic() - started)


@pytest.fixture(scope="session")
def payments() -> Iterator[Mock]:
    """Give the payment provider's sandbox, whose own report is kept as evidence."""
    mock = Mock(os.environ["PAYMENTS_URL"])
    yield mock
    mock.keep_report("payments-mock.json")


@pytest.fixture(scope="session")
def running_gateway(payments: Mock) -> Iterator[Gateway]:
    """Start a gateway once for all tests; the services behind it are up."""
    proxies = {name: FaultProxy(os.environ[f"{name.upper()}_URL"]) for name in PROXIED}
    urls = {"accounts": os.environ["ACCOUNTS_URL"], **{name: proxy.url for name, proxy in proxies.items()}}
    service = start_gateway(urls, CALL_TIMEOUT_MS)
    try:
        yield Gateway(service.url, proxies)
    finally:
        service.stop()
        for proxy in proxies.values():
            proxy.stop()


@pytest.fixture
def gateway(running_gateway: Gateway) -> Gateway:
    """Return the gateway with every fault of the test before forgotten."""
    for proxy in running_gateway.proxies.values():
        proxy.reset()
    return running_gateway


@pytest.fixture
def cell(record_property):
    """Record which cell of the validation matrix a test fills."""

    def record(to: str, scenario: str) -> None:
        record_property("from", "api_gateway")
        record_property("to", to)
        record_property("scenario", scenario)

    return record
