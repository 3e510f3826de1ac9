import http.client
import io
import json

import pytest

from accounts.payments import Charge, Provider, ProviderDown


class Connection:
    """A connection whose answer, a status and a body or what goes wrong, is set beforehand."""

    answer = (200, b"{}")
    asked = []

    def __init__(self, address, timeout):
        self.asked.append((address, timeout))

    def request(self, method, path, body, headers):
        self.asked.append((method, path, json.loads(body), headers["Idempotency-Key"]))

    def getresponse(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        response = io.BytesIO(self.answer[1])
        response.status = self.answer[0]
        return response

    def close(self):
        self.asked.append("closed")


@pytest.fixture
def charge(monkeypatch):
    """Return what charges a card at a provider that gives the answer."""

    def charge(answer, url="http://provider.example"):
        connection = type("Connection", (Connection,), {"answer": answer, "asked": []})
        kind = "HTTPSConnection" if url.startswith("https") else "HTTPConnection"
        monkeypatch.setattr(http.client, kind, connection)
        try:
            return Provider(url).charge(900, "tok", "payment-7")
        finally:
            charge.asked = connection.asked

    return charge


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_charge_names_amount_card_and_a_key_that_makes_it_safe_to_repeat(charge, scheme):
    assert charge((200, b'{"id": "ch_1"}'), f"{scheme}://provider.example") == Charge(True, "ch_1")
    body = {"amount": 900, "currency": "eur", "card": "tok"}
    request = ("POST", "/v1/charges", body, "payment-7")
    assert charge.asked == [("provider.example", 1.0), request, "closed"]


def test_a_declined_card_is_an_answer(charge):
    assert charge((402, b"{}")) == Charge(False, None)


@pytest.mark.parametrize(
    "answer",
    [(503, b"{}"), (200, b"no"), (200, b"{}"), TimeoutError(), ConnectionRefusedError(), http.client.BadStatusLine("")],
    ids=str,
)
def test_anything_else_leaves_open_whether_the_money_was_taken(charge, answer):
    with pytest.raises(ProviderDown):
        charge(answer)
    assert charge.asked[-1] == "closed"
