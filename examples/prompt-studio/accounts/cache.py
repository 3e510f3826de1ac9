"""What Redis keeps: sessions, the number of requests in this minute, and accounts read lately."""

import json
import secrets
import time

import redis

SESSION_SECONDS = 8 * 3600
ACCOUNT_SECONDS = 60
WINDOW_SECONDS = 60


class Cache:
    """Sessions, rate limits and cached accounts; each goes by itself when its time is over."""

    def __init__(self, url: str) -> None:
        """Connect when first asked."""
        self._redis = redis.Redis.from_url(url, socket_timeout=2)

    def open_session(self, user_id: int) -> str:
        """Return a token that stands for the user."""
        token = secrets.token_urlsafe(24)
        self._redis.set(f"session:{token}", user_id, ex=SESSION_SECONDS)
        return token

    def session_user(self, token: str) -> int | None:
        """Return whose session it is, if it is one."""
        found = self._redis.get(f"session:{token}")
        return int(found) if found else None

    def close_session(self, token: str) -> None:
        """Forget the session."""
        self._redis.delete(f"session:{token}")

    def count_request(self, user_id: int) -> int:
        """Count one more request of the user, and return how many there were in this minute."""
        key = f"requests:{user_id}:{int(time.time() // WINDOW_SECONDS)}"
        with self._redis.pipeline() as commands:
            commands.incr(key).expire(key, 2 * WINDOW_SECONDS)
            return commands.execute()[0]

    def account(self, user_id: int) -> dict | None:
        """Return the account as it was read lately."""
        found = self._redis.get(f"account:{user_id}")
        return json.loads(found) if found else None

    def keep_account(self, user_id: int, account: dict) -> None:
        """Keep the account for a while."""
        self._redis.set(f"account:{user_id}", json.dumps(account), ex=ACCOUNT_SECONDS)

    def forget_account(self, user_id: int) -> None:
        """Forget the account: it has changed."""
        self._redis.delete(f"account:{user_id}")
