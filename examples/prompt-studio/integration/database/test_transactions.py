"""Many transactions at once, and what PostgreSQL counted of them: reports/database.json."""

import secrets
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version

import psycopg

from accounts import store as store_module
from accounts.store import Store
from tools.reports import Metric, relative, write_metrics

STORE = store_module.__file__

# A deadlock rate below 0.01 % needs 30,000 transactions to show.
WORKERS = 2
ROUNDS = 2_600
USERS = 3


def test_concurrent_transactions(store, url):
    users = [store.add_user(f"{secrets.token_hex(6)}@example.org", "digest") for _ in range(USERS)]
    before = counters(url)
    with ProcessPoolExecutor(WORKERS) as workers:
        deadlocks = [place for found in workers.map(partial(work, url, users), range(WORKERS)) for place in found]
    after = counters(url, settled=before["commits"] + WORKERS * ROUNDS)
    samples = after["commits"] - before["commits"]
    metrics = [
        Metric(f"database_operations.{name}", value, "count", samples, labels={"read": read, "database": "accounts"})
        for read, values in (("before", before), ("after", after))
        for name, value in values.items()
    ]
    # The counters decide; this says where it happened.
    rate = Metric("database_operations.deadlock_rate", len(deadlocks) / samples, "ratio", samples, offenders(deadlocks))
    metrics.append(rate)
    write_metrics("database.json", f"pg_stat_database through psycopg {version('psycopg')}", metrics)
    # How many are too many is for the gate to say.
    print(f"{samples} transactions, {len(deadlocks)} deadlocks")


def work(url: str, users: list[int], worker: int) -> list[tuple[str, int]]:
    """Do what the accounts service does, on users that the others work on too; return where it met a deadlock."""
    store = Store(url)
    deadlocks = []
    for number in range(ROUNDS):
        user = users[(number + worker) % len(users)]
        try:
            prompt = store.add_prompt(user, "text", "Better.", "code")
            store.add_feedback(user, prompt, 5, "")
            payment = store.begin_payment(user, "pro", 900)
            store.finish_payment(payment, user, "pro", "paid", "ch")
            store.latest_prompts(user)
            if number % 50 == 0:
                store.cancel_plan(user)
            store.account(user)
        except psycopg.errors.DeadlockDetected as met:
            frames = [frame for frame in traceback.extract_tb(met.__traceback__) if frame.filename == STORE]
            deadlocks.append((frames[0].name, frames[0].lineno))
    return deadlocks


def offenders(deadlocks: list[tuple[str, int]]) -> list[dict]:
    """Return where deadlocks were met, the most frequent place first."""
    return [
        {"name": name, "file": relative(STORE), "line": line, "detail": f"{count} times"}
        for (name, line), count in Counter(deadlocks).most_common()
    ]


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
