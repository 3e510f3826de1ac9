"""Many transactions at once, and what PostgreSQL counted of them: reports/database.json."""

import secrets
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version

import psycopg

from accounts.store import Store
from tools.reports import Metric, write_metrics

# A deadlock rate below 0.01 % needs 30,000 transactions to show.
WORKERS = 2
ROUNDS = 2_600
USERS = 3


def test_concurrent_transactions(store, url):
    users = [store.add_user(f"{secrets.token_hex(6)}@example.org", "digest") for _ in range(USERS)]
    before = counters(url)
    with ProcessPoolExecutor(WORKERS) as workers:
        failed = sum(workers.map(partial(work, url, users), range(WORKERS)))
    after = counters(url, settled=before["commits"] + WORKERS * ROUNDS)
    samples = after["commits"] - before["commits"]
    metrics = [
        Metric(f"database_operations.{name}", value, "count", samples, labels={"read": read, "database": "accounts"})
        for read, values in (("before", before), ("after", after))
        for name, value in values.items()
    ]
    write_metrics("database.json", f"pg_stat_database through psycopg {version('psycopg')}", metrics)
    # How many are too many is for the gate to say.
    print(f"{samples} transactions, {failed} failed")


def work(url: str, users: list[int], worker: int) -> int:
    """Do what the accounts service does, on users that the others work on too; return how often it failed."""
    store = Store(url)
    failed = 0
    for number in range(ROUNDS):
        user = users[(number + worker) % len(users)]
        try:
            prompt = store.add_prompt(user, "text", "Better.", "code")
            store.add_feedback(user, prompt, 5, "")
            payment = store.begin_payment(user, "pro", 900)
            store.finish_payment(payment, user, "pro", "paid", "ch")
            store.latest_prompts(user)
            if number % 10 == 0:
                store.cancel_plan(user)
            store.account(user)
        except psycopg.errors.DeadlockDetected:
            failed += 1
    return failed


def counters(url: str, settled: int = 0) -> dict[str, int]:
    """Return what the database has counted, once it has counted that much: it writes it down with a delay."""
    order = """
        SELECT xact_commit AS commits, xact_rollback AS rollbacks, deadlocks
        FROM pg_stat_database WHERE datname = current_database()"""
    deadline = time.monotonic() + 10
    while True:
        with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as session:
            found = session.execute(order).fetchone()
        if found["commits"] >= settled or time.monotonic() > deadline:
            return found
        time.sleep(0.1)
