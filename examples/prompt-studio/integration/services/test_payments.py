"""A subscription through gateway, accounts and the payment provider's sandbox."""

import pytest


@pytest.fixture
def subscribe(gateway):
    token = gateway.register()
    return lambda card: gateway.post("/v1/subscription", {"plan": "pro", "card": card}, token)


def test_a_good_card_changes_the_plan(subscribe):
    answer = subscribe("4242 4242")
    assert (answer.status, answer.body["plan"], answer.body["payment"]) == (200, "pro", "paid")


def test_a_declined_card_is_told(subscribe):
    answer = subscribe("4000 0002")
    assert (answer.status, answer.body["error"]["code"]) == (402, "card_declined")


@pytest.mark.parametrize("fault", [{"status": 503}, {"reset": True}, {"malformed": True}], ids=str)
def test_a_provider_that_fails_leaves_the_payment_pending(subscribe, payments, record_property, fault):
    record_property("fallback", "payment_provider")
    with payments.fault(**fault):
        answer = subscribe("4242 4242")
    assert (answer.status, answer.body["plan"], answer.body["payment"]) == (200, "free", "pending")
