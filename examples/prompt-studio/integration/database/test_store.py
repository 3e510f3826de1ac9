"""What the database promises the accounts service."""

import psycopg
import pytest

from accounts.store import LATEST, MIGRATIONS, Store
from httpkit import Refused

DIGEST = "digest"


@pytest.fixture
def ada(store):
    return store.add_user("ada@example.org", DIGEST)


def test_migrations_are_applied_once_in_their_order(url):
    assert Store(url).migrate() == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    assert Store(url).migrate() == []


def test_an_address_is_taken_once(store, ada):
    with pytest.raises(Refused, match="there is an account"):
        store.add_user("ada@example.org", DIGEST)
    assert store.credentials("ada@example.org") == {"id": ada, "password_digest": DIGEST}
    assert store.credentials("eve@example.org") is None


def test_an_account_is_what_was_last_said(store, ada):
    store.set_occupation(ada, "nurse")
    assert store.account(ada) == {"email": "ada@example.org", "occupation": "nurse", "plan": "free"}


def test_the_latest_prompts_come_first_and_are_their_owners_alone(store, ada):
    eve = store.add_user("eve@example.org", DIGEST)
    for number in range(LATEST + 2):
        store.add_prompt(ada, f"prompt {number}", "Better.", "code")
    found = [row["text"] for row in store.latest_prompts(ada)]
    assert found == [f"prompt {number}" for number in range(LATEST + 1, 1, -1)]
    assert store.latest_prompts(eve) == []


def test_feedback_can_be_changed_and_is_of_ones_own_prompts(store, ada):
    eve = store.add_user("eve@example.org", DIGEST)
    prompt = store.add_prompt(ada, "text", "Better.", "code")
    assert store.add_feedback(ada, prompt, 2, "")
    assert store.add_feedback(ada, prompt, 5, "good after all")
    assert not store.add_feedback(eve, prompt, 1, "")


def test_payment_and_plan_change_together_or_not_at_all(store, ada):
    payment = store.begin_payment(ada, "pro", 900)
    with pytest.raises(psycopg.errors.CheckViolation):
        store.finish_payment(payment, ada, "golden", "paid", "ch_1")
    assert (store.account(ada)["plan"], store.payments(ada)[0]["status"]) == ("free", "pending")
    store.finish_payment(payment, ada, "pro", "paid", "ch_1")
    assert (store.account(ada)["plan"], store.payments(ada)[0]["status"]) == ("pro", "paid")


def test_cancelling_gives_up_what_is_pending(store, ada):
    store.begin_payment(ada, "pro", 900)
    store.cancel_plan(ada)
    assert store.payments(ada) == [{"plan": "pro", "cents": 900, "status": "declined"}]


def test_a_connection_that_was_lost_is_made_anew(store, ada, url):
    others = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url) as session:
        session.execute(f"{others} AND pid <> pg_backend_pid()")
    assert store.account(ada)["plan"] == "free"
