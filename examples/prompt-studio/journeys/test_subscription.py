import pytest


@pytest.fixture(autouse=True)
def journey(record_property):
    record_property("journey", "subscription_management")


def test_a_subscription_is_taken_out_and_ended(person):
    answer = person.post("/v1/subscription", plan="pro", card="4242 4242")
    assert (answer["plan"], answer["payment"]) == ("pro", "paid")
    assert person.ask("DELETE", "/v1/subscription")["plan"] == "free"


def test_a_declined_card_leaves_the_plan_as_it_is(person):
    assert person.post("/v1/subscription", plan="pro", card="4000 0002")["error"]["code"] == "card_declined"
    assert person.ask("GET", "/v1/account")["plan"] == "free"
