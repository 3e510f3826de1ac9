"""How long PostgreSQL takes for what people wait for, with a good many people's prompts in it: reports/queries.json."""

import os
import subprocess
import time
from collections.abc import Callable
from statistics import median

import psycopg

from accounts.store import Store
from tools.reports import ROOT, Metric, relative, write_metrics

RECORDS = os.environ.get("QUERY_RECORDS", "300k_records")
PEOPLE = 8
ROUNDS = 6


def test_queries(store, url):
    fill(url)
    people = few_prompts(url)
    asked = {
        Store.account: lambda user, _: store.account(user),
        Store.credentials: lambda _, email: store.credentials(email),
        Store.latest_prompts: lambda user, _: store.latest_prompts(user),
        Store.payments: lambda user, _: store.payments(user),
    }
    taken = {query: [timed(ask, *person) for _ in range(ROUNDS) for person in people] for query, ask in asked.items()}
    slowest = sorted(taken, key=lambda query: median(taken[query]), reverse=True)
    metric = Metric(
        "response_times",
        median(taken[slowest[0]]),
        "ms",
        len(taken[slowest[0]]),
        [place(query, median(taken[query])) for query in slowest],
        {"service": "database", "aggregate": "p50", "query": slowest[0].__name__},
    )
    # Whether that is too long is for the gate to say.
    write_metrics("queries.json", "integration/database/test_queries.py", [metric])


def fill(url: str) -> None:
    """Make the records, and let PostgreSQL look at them."""
    command = ["assay", "data", "generate", "load/records.yaml", "--into", url, "--volume", RECORDS]
    subprocess.run(command, cwd=ROOT, check=True)
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("VACUUM ANALYZE users, prompts")


def few_prompts(url: str) -> list[tuple[int, str]]:
    """Return number and address of people with few prompts: who has many is found fast by any plan."""
    order = """
        SELECT users.id, users.email FROM users JOIN prompts ON users.id = prompts.user_id
        GROUP BY users.id ORDER BY count(*), users.id LIMIT %s"""
    with psycopg.connect(url) as session:
        return session.execute(order, (PEOPLE,)).fetchall()


def timed(ask: Callable[[int, str], object], user: int, email: str) -> float:
    """Return how many milliseconds it takes."""
    began = time.perf_counter()
    ask(user, email)
    return (time.perf_counter() - began) * 1000


def place(query: Callable, milliseconds: float) -> dict:
    """Say where a query is written, and how long it takes."""
    code = query.__code__
    return {
        "name": query.__name__,
        "file": relative(code.co_filename),
        "line": code.co_firstlineno,
        "detail": f"median {milliseconds:.1f} ms",
    }
