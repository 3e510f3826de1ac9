"""The real services, each behind a proxy that can misbehave, and the gateway in front of them."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from integration.faults import FaultProxy
from stack import System, start_gateway

CALL_TIMEOUT_MS = 800


@dataclass(frozen=True)
class Answer:
    """What the gateway said, and how long it took to say it."""

    status: int
    body: dict
    seconds: float


class Gateway:
    """The running gateway, and the proxies between it and each service."""

    def __init__(self, url: str, proxies: dict[str, FaultProxy]) -> None:
        """Remember where everything is."""
        self._url = url
        self.proxies = proxies

    def enhance(self, prompt: object) -> Answer:
        """Call POST /v1/enhance."""
        data = json.dumps({"prompt": prompt}).encode()
        started = time.monotonic()
        try:
            with urllib.request.urlopen(f"{self._url}/v1/enhance", data=data, timeout=10) as response:
                return Answer(response.status, json.load(response), time.monotonic() - started)
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, json.load(refusal), time.monotonic() - started)


@pytest.fixture(scope="session")
def running_gateway() -> Iterator[Gateway]:
    """Start the whole system once for all tests."""
    with System(gateway=False) as system:
        proxies = {name: FaultProxy(url) for name, url in system.urls.items()}
        service = start_gateway({name: proxy.url for name, proxy in proxies.items()}, CALL_TIMEOUT_MS)
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
