"""The database and the cache that the environment of the step has brought up."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Database:
    """PostgreSQL, asked through its own client."""

    url: str

    def ask(self, *statements: str) -> subprocess.CompletedProcess[str]:
        """Carry statements out in one session; the last answer is in its output."""
        orders = [word for statement in statements for word in ("-c", statement)]
        command = ["psql", "-X", "-q", "-tA", "-v", "ON_ERROR_STOP=1", *orders, self.url]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    def value(self, *statements: str) -> str:
        """Return the answer of statements that must succeed."""
        ended = self.ask(*statements)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()


@dataclass
class Cache:
    """Redis, asked through its own client."""

    url: str

    def ask(self, *words: str) -> str:
        """Return the answer to one command."""
        command = ["redis-cli", "-u", self.url, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()


@pytest.fixture
def database() -> Database:
    """Give a database with the schema and nothing in it."""
    found = Database(os.environ["DATABASE_URL"])
    schema = (Path(__file__).parent / "schema.sql").read_text()
    found.value("DROP TABLE IF EXISTS prompts", schema)
    return found


@pytest.fixture
def cache() -> Cache:
    """Give a cache with nothing in it."""
    found = Cache(os.environ["CACHE_URL"])
    found.ask("FLUSHALL")
    return found
