import json

import pytest

from accounts.payments import Payments
from accounts.service import Accounts
from accounts.tests.fakes import MemoryCache, MemoryProvider, MemoryStore

ADA = {"email": "Ada@Example.org", "password": "correct horse"}  # pragma: allowlist secret


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def ask(store):
    service = Accounts(store, MemoryCache(), Payments(store, MemoryProvider())).service()

    def post(path, **payload):
        response = service.post(f"/v1/{path}", json.dumps(payload).encode())
        return response.status, response.body.get("error", {}).get("code") or response.body

    return post


@pytest.fixture
def token(ask):
    return ask("register", **ADA)[1]["token"]


def test_whoever_registers_is_signed_in_and_on_the_free_plan(ask, token):
    assert ask("account", token=token) == (200, {"email": "ada@example.org", "occupation": None, "plan": "free"})


def test_an_address_is_taken_once_however_it_is_spelt(ask, token):
    assert ask("register", **{**ADA, "email": "ADA@example.ORG"}) == (409, "email_taken")


@pytest.mark.parametrize("email", ["ada", "@example.org", "a da@example.org", "a@b@c", "ada@\x00", "\ud800@x", 7])
def test_an_address_that_is_none_is_refused(ask, email):
    assert ask("register", email=email, password=ADA["password"]) == (400, "bad_request")


def test_a_short_password_is_refused(ask):
    assert ask("register", **{**ADA, "password": "x" * 9}) == (400, "bad_request")


def test_the_password_is_kept_as_a_digest_alone(ask, token, store):
    assert ADA["password"] not in str(store.users)


def test_signing_in_needs_the_right_password(ask, token):
    assert ask("login", **ADA)[0] == 200
    assert ask("login", **{**ADA, "password": "x" * 10}) == (401, "wrong_credentials")
    assert ask("login", **{**ADA, "email": "eve@example.org"}) == (401, "wrong_credentials")


def test_nothing_is_left_of_a_session_that_was_closed(ask, token):
    assert ask("logout", token=token) == (200, {})
    assert ask("account", token=token) == (401, "not_signed_in")


@pytest.mark.parametrize("token", [None, "", "guessed", 7, "ü"])
@pytest.mark.parametrize("path", ["authorize", "account", "prompts/latest", "feedback", "subscribe", "unsubscribe"])
def test_without_a_session_nothing_is_answered(ask, path, token):
    assert ask(path, token=token) == (401, "not_signed_in")


def test_the_plan_limits_the_requests_of_a_minute(ask, token):
    statuses = [ask("authorize", token=token)[0] for _ in range(61)]
    assert statuses == [200] * 60 + [429]


def test_onboarding_keeps_the_occupation(ask, token):
    assert ask("onboard", token=token, occupation="nurse")[1]["occupation"] == "nurse"
    assert ask("account", token=token)[1]["occupation"] == "nurse"


def test_prompts_are_their_owners_alone(ask, token):
    assert ask("prompts/add", token=token, text="fix it", enhanced="Fix it.", intent="code") == (200, {"id": 1})
    other = ask("register", **{**ADA, "email": "eve@example.org"})[1]["token"]
    assert ask("prompts/latest", token=other) == (200, {"prompts": []})
    assert ask("feedback", token=other, prompt_id=1, rating=1) == (404, "not_found")
    assert ask("feedback", token=token, prompt_id=1, rating=5, comment="good") == (200, {"prompt_id": 1, "rating": 5})


@pytest.mark.parametrize("comment", [{}, None, 7, False, "\x00"])
def test_a_comment_that_is_no_text_is_refused(ask, token, comment):
    ask("prompts/add", token=token, text="fix it", enhanced="Fix it.", intent="code")
    assert ask("feedback", token=token, prompt_id=1, rating=1, comment=comment) == (400, "bad_request")
    assert ask("feedback", token=token, prompt_id=1, rating=1, comment="")[0] == 200


@pytest.mark.parametrize(("prompt_id", "rating"), [(1, 6), (1, True), (0, 3), (2**63, 3), ("1", 3)])
def test_feedback_that_makes_no_sense_is_refused(ask, token, prompt_id, rating):
    assert ask("feedback", token=token, prompt_id=prompt_id, rating=rating) == (400, "bad_request")


def test_a_subscription_changes_the_plan_at_once(ask, token):
    status, body = ask("subscribe", token=token, plan="pro", card="good")
    assert (status, body["plan"], body["payment"]) == (200, "pro", "paid")
    assert ask("unsubscribe", token=token)[1]["plan"] == "free"


def test_a_declined_card_changes_nothing(ask, token, store):
    assert ask("subscribe", token=token, plan="pro", card="declined") == (402, "card_declined")
    assert ask("account", token=token)[1]["plan"] == "free"
    assert [charge["status"] for charge in store.charges.values()] == ["declined"]


def test_while_the_provider_is_down_the_payment_is_pending(ask, token):
    status, body = ask("subscribe", token=token, plan="team", card="down")
    assert (status, body["plan"], body["payment"]) == (200, "free", "pending")


def test_a_plan_that_does_not_exist_costs_nothing(ask, token, store):
    assert ask("subscribe", token=token, plan="golden", card="good") == (400, "unknown_plan")
    assert store.charges == {}
