"""Subscriptions: what they cost, and the payment provider that takes the money."""

import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from accounts.store import Store
from httpkit import Refused

PLANS = {"pro": 900, "team": 2900}
TIMEOUT_SECONDS = 1.0


class ProviderDown(Exception):
    """The provider gave no answer that can be relied upon: nobody knows whether the money was taken."""


@dataclass(frozen=True)
class Charge:
    """What the provider did."""

    paid: bool
    provider_id: str | None


class Provider:
    """The payment provider's interface: POST /v1/charges, safe to repeat under the same key."""

    def __init__(self, url: str) -> None:
        """Remember where the provider is."""
        address = urlsplit(url)
        self._connect = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self._address = address.netloc

    def charge(self, cents: int, card: str, key: str) -> Charge:
        """Take the money, unless the card is declined."""
        body = json.dumps({"amount": cents, "currency": "eur", "card": card})
        connection = self._connect(self._address, timeout=TIMEOUT_SECONDS)
        try:
            headers = {"Content-Type": "application/json", "Idempotency-Key": key}
            connection.request("POST", "/v1/charges", body, headers)
            response = connection.getresponse()
            if response.status == 402:
                return Charge(False, None)
            if response.status != 200:
                raise ProviderDown(f"the provider answered with status {response.status}")
            return Charge(True, json.load(response)["id"])
        except (OSError, http.client.HTTPException, ValueError, KeyError) as problem:
            raise ProviderDown(f"the provider did not answer: {problem}") from problem
        finally:
            connection.close()


class Payments:
    """Takes subscriptions out and ends them."""

    def __init__(self, store: Store, provider: Provider) -> None:
        """Use this store and this provider."""
        self._store = store
        self._provider = provider

    def subscribe(self, user_id: int, plan: str, card: str) -> str:
        """Return what became of the payment: paid, or pending while the provider does not answer."""
        cents = PLANS.get(plan)
        if cents is None:
            raise Refused(400, "unknown_plan", f"there is no plan '{plan}', only {' and '.join(PLANS)}")
        payment_id = self._store.begin_payment(user_id, plan, cents)
        try:
            charge = self._provider.charge(cents, card, f"payment-{payment_id}")
        except ProviderDown:
            return "pending"
        status = "paid" if charge.paid else "declined"
        self._store.finish_payment(payment_id, user_id, plan, status, charge.provider_id)
        if not charge.paid:
            raise Refused(402, "card_declined", "the card was declined")
        return status
