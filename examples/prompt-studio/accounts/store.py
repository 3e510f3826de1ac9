"""What PostgreSQL keeps: users, prompts, feedback and payments. Each method is one transaction."""

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from httpkit import Refused

MIGRATIONS = Path(__file__).parent / "migrations"
LATEST = 10


class Store:
    """The database, through one connection a thread."""

    def __init__(self, url: str) -> None:
        """Connect when first asked."""
        self._url = url
        self._local = threading.local()

    def migrate(self) -> list[str]:
        """Apply the migrations that are missing, in their order, and return their names."""
        with self._transaction() as session:
            session.execute("SELECT pg_advisory_xact_lock(20)")
            session.execute("CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)")
            applied = {row["name"] for row in session.execute("SELECT name FROM migrations")}
            missing = [path for path in sorted(MIGRATIONS.glob("*.sql")) if path.stem not in applied]
            for path in missing:
                session.execute(path.read_text())
                session.execute("INSERT INTO migrations VALUES (%s)", (path.stem,))
        return [path.stem for path in missing]

    def add_user(self, email: str, password_digest: str) -> int:
        """Return the new user's number; an address that is taken is refused."""
        order = "INSERT INTO users (email, password_digest) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id"
        found = self._one(order, email, password_digest)
        if found is None:
            raise Refused(409, "email_taken", "there is an account with this address")
        return found["id"]

    def credentials(self, email: str) -> dict | None:
        """Return number and password digest of the user with this address."""
        return self._one("SELECT id, password_digest FROM users WHERE email = %s", email)

    def account(self, user_id: int) -> dict:
        """Return what a user may know of himself."""
        return self._one("SELECT email, occupation, plan FROM users WHERE id = %s", user_id)

    def set_occupation(self, user_id: int, occupation: str) -> None:
        """Keep what the user does for a living."""
        self._one("UPDATE users SET occupation = %s WHERE id = %s RETURNING id", occupation, user_id)

    def add_prompt(self, user_id: int, text: str, enhanced: str, intent: str) -> int:
        """Keep an enhanced prompt and return its number."""
        order = "INSERT INTO prompts (user_id, text, enhanced, intent) VALUES (%s, %s, %s, %s) RETURNING id"
        return self._one(order, user_id, text, enhanced, intent)["id"]

    def latest_prompts(self, user_id: int) -> list[dict]:
        """Return the user's LATEST prompts, the newest first."""
        order = "SELECT id, text, intent FROM prompts WHERE user_id = %s ORDER BY id DESC LIMIT %s"
        return self._session().execute(order, (user_id, LATEST)).fetchall()

    def add_feedback(self, user_id: int, prompt_id: int, rating: int, comment: str) -> bool:
        """Keep what the user thinks of one of his own prompts; say whether it is one."""
        order = """
            INSERT INTO feedback (prompt_id, rating, comment)
            SELECT id, %s, %s FROM prompts WHERE id = %s AND user_id = %s
            ON CONFLICT (prompt_id) DO UPDATE SET rating = excluded.rating, comment = excluded.comment
            RETURNING prompt_id"""
        return self._one(order, rating, comment, prompt_id, user_id) is not None

    def begin_payment(self, user_id: int, plan: str, cents: int) -> int:
        """Keep that the user wants to pay, before the provider is asked."""
        order = "INSERT INTO payments (user_id, plan, cents) VALUES (%s, %s, %s) RETURNING id"
        return self._one(order, user_id, plan, cents)["id"]

    def finish_payment(self, payment_id: int, user_id: int, plan: str, status: str, provider_id: str | None) -> None:
        """Keep what became of the payment, and where it was paid the plan with it: both or neither."""
        with self._transaction() as session:
            # Whoever touches both takes the user first, so that nobody waits for each other.
            session.execute("SELECT 1 FROM users WHERE id = %s FOR UPDATE", (user_id,))
            order = "UPDATE payments SET status = %s, provider_id = %s WHERE id = %s"
            session.execute(order, (status, provider_id, payment_id))
            if status == "paid":
                session.execute("UPDATE users SET plan = %s WHERE id = %s", (plan, user_id))

    def cancel_plan(self, user_id: int) -> None:
        """Put the user back on the free plan, and give up payments that are pending."""
        with self._transaction() as session:
            session.execute("UPDATE users SET plan = 'free' WHERE id = %s", (user_id,))
            order = "UPDATE payments SET status = 'declined' WHERE user_id = %s AND status = 'pending'"
            session.execute(order, (user_id,))

    def payments(self, user_id: int) -> list[dict]:
        """Return the user's payments, the oldest first."""
        order = "SELECT plan, cents, status FROM payments WHERE user_id = %s ORDER BY id"
        return self._session().execute(order, (user_id,)).fetchall()

    def _one(self, order: str, *values: object) -> dict | None:
        """Carry out one statement, which is a transaction by itself."""
        return self._session().execute(order, values).fetchone()

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection]:
        session = self._session()
        with session.transaction():
            yield session

    def _session(self) -> psycopg.Connection:
        session = getattr(self._local, "session", None)
        if session is None or not _usable(session):
            session = self._local.session = psycopg.connect(self._url, row_factory=dict_row, autocommit=True)
        return session


def _usable(session: psycopg.Connection) -> bool:
    """Say whether the connection is still there: what lies idle can be read from only once the server has ended it."""
    if not session.closed:
        news = select.poll()
        news.register(session, select.POLLIN)
        if news.poll(0):
            session.close()
    return not session.closed
