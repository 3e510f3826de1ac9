"""The real database, with every migration applied and nothing in it."""

import os

import psycopg
import pytest

from accounts.store import Store


@pytest.fixture
def url() -> str:
    """Return the address of an empty database."""
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as session:
        session.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return address


@pytest.fixture
def store(url: str) -> Store:
    """Return the store with its tables."""
    found = Store(url)
    found.migrate()
    return found
