import http.client
import io
import json
import urllib.error
from email.message import Message

import pytest

from accounts.payments import Charge, Provider, ProviderDown


@pytest.fixture
def provider(monkeypatch):
    """A provider whose answer is set by `answers`; what it was asked is in `asked`."""
    found = Provider("http://provider.example")
    found.asked = []

    def urlopen(request, timeout):
        found.asked.append((request.full_url, request.headers, json.loads(request.data), timeout))
        if isinstance(found.answer, Exception):
            raise found.answer
        return io.BytesIO(found.answer)

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    return found


def refused(status):
    return urllib.error.HTTPError("http://provider.example", status, "", Message(), None)


def test_a_charge_names_amount_card_and_a_key_that_makes_it_safe_to_repeat(provider):
    provider.answer = b'{"id": "ch_1"}'
    assert provider.charge(900, "tok", "payment-7") == Charge(True, "ch_1")
    url, headers, body, timeout = provider.asked[0]
    assert (url, headers["Idempotency-key"], timeout) == ("http://provider.example/v1/charges", "payment-7", 1.0)
    assert body == {"amount": 900, "currency": "eur", "card": "tok"}


def test_a_declined_card_is_an_answer(provider):
    provider.answer = refused(402)
    assert provider.charge(900, "tok", "key") == Charge(False, None)


@pytest.mark.parametrize(
    "answer",
    [
        refused(503),
        TimeoutError(),
        urllib.error.URLError("refused"),
        http.client.IncompleteRead(b""),
        b"no JSON",
        b"{}",
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_anything_else_leaves_open_whether_the_money_was_taken(provider, answer):
    provider.answer = answer
    with pytest.raises(ProviderDown):
        provider.charge(900, "tok", "key")
