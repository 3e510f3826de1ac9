"""The accounts service's HTTP interface; every request but the first two carries the token of a session."""

import re

from accounts import passwords
from accounts.cache import Cache
from accounts.payments import Payments
from accounts.store import Store
from httpkit import BadRequest, JsonService, Refused, integer_field, text_field

REQUESTS_A_MINUTE = {"free": 60, "pro": 6_000, "team": 60_000}
SHORTEST_PASSWORD = 10
LARGEST_ID = 2**63 - 1

_ADDRESS = re.compile(r"[^@\s\x00]+@[^@\s\x00]+")


class Accounts:
    """Decides who may do what; store, cache and payments do it."""

    def __init__(self, store: Store, cache: Cache, payments: Payments) -> None:
        """Use these."""
        self._store = store
        self._cache = cache
        self._payments = payments

    def service(self) -> JsonService:
        """Return the routes."""
        routes = {
            "/v1/register": self.register,
            "/v1/login": self.login,
            "/v1/logout": self.logout,
            "/v1/authorize": self.authorize,
            "/v1/account": self.account,
            "/v1/onboard": self.onboard,
            "/v1/prompts/add": self.add_prompt,
            "/v1/prompts/latest": self.latest_prompts,
            "/v1/feedback": self.feedback,
            "/v1/subscribe": self.subscribe,
            "/v1/unsubscribe": self.unsubscribe,
        }
        return JsonService("accounts", routes)

    def register(self, payload: dict) -> dict:
        """Make an account and open its first session."""
        email = _email(payload)
        password = text_field(payload, "password")
        if len(password) < SHORTEST_PASSWORD:
            raise BadRequest(f"field 'password' must have {SHORTEST_PASSWORD} characters or more")
        user_id = self._store.add_user(email, passwords.digest(password))
        return {"token": self._cache.open_session(user_id)}

    def login(self, payload: dict) -> dict:
        """Open a session; what was wrong is not told."""
        found = self._store.credentials(_email(payload))
        password = text_field(payload, "password")
        if found is None or not passwords.matches(password, found["password_digest"]):
            raise Refused(401, "wrong_credentials", "address or password is wrong")
        return {"token": self._cache.open_session(found["id"])}

    def logout(self, payload: dict) -> dict:
        """Close the session."""
        self._user(payload)
        self._cache.close_session(payload["token"])
        return {}

    def authorize(self, payload: dict) -> dict:
        """Count a request of the user, and say whether it is one too many."""
        user_id = self._user(payload)
        limit = REQUESTS_A_MINUTE[self._account(user_id)["plan"]]
        if self._cache.count_request(user_id) > limit:
            raise Refused(429, "too_many_requests", f"the plan allows {limit} requests a minute")
        return {"user": user_id}

    def account(self, payload: dict) -> dict:
        """Answer with address, occupation and plan."""
        return self._account(self._user(payload))

    def onboard(self, payload: dict) -> dict:
        """Keep what the user does for a living, and answer with the account."""
        user_id = self._user(payload)
        self._store.set_occupation(user_id, _clean(payload, "occupation"))
        return self._changed(user_id)

    def add_prompt(self, payload: dict) -> dict:
        """Keep an enhanced prompt."""
        user_id = self._user(payload)
        texts = [_clean(payload, name) for name in ("text", "enhanced", "intent")]
        return {"id": self._store.add_prompt(user_id, *texts)}

    def latest_prompts(self, payload: dict) -> dict:
        """Answer with the user's latest prompts."""
        return {"prompts": self._store.latest_prompts(self._user(payload))}

    def feedback(self, payload: dict) -> dict:
        """Keep what the user thinks of a prompt."""
        user_id = self._user(payload)
        prompt_id = integer_field(payload, "prompt_id", 1, LARGEST_ID)
        rating = integer_field(payload, "rating", 1, 5)
        comment = _clean(payload, "comment") if payload.get("comment", "") != "" else ""
        if not self._store.add_feedback(user_id, prompt_id, rating, comment):
            raise Refused(404, "not_found", "you have no such prompt")
        return {"prompt_id": prompt_id, "rating": rating}

    def subscribe(self, payload: dict) -> dict:
        """Take out a subscription."""
        user_id = self._user(payload)
        status = self._payments.subscribe(user_id, text_field(payload, "plan"), text_field(payload, "card"))
        return {**self._changed(user_id), "payment": status}

    def unsubscribe(self, payload: dict) -> dict:
        """End the subscription."""
        user_id = self._user(payload)
        self._store.cancel_plan(user_id)
        return self._changed(user_id)

    def _user(self, payload: dict) -> int:
        token = payload.get("token")
        user_id = self._cache.session_user(token) if isinstance(token, str) and token.isascii() else None
        if user_id is None:
            raise Refused(401, "not_signed_in", "sign in first: there is no such session")
        return user_id

    def _account(self, user_id: int) -> dict:
        found = self._cache.account(user_id)
        if found is None:
            found = self._store.account(user_id)
            self._cache.keep_account(user_id, found)
        return found

    def _changed(self, user_id: int) -> dict:
        self._cache.forget_account(user_id)
        return self._account(user_id)


def _email(payload: dict) -> str:
    email = _clean(payload, "email").lower()
    if not _ADDRESS.fullmatch(email) or len(email) > 200:
        raise BadRequest("field 'email' must be an address such as ada@example.org")
    return email


def _clean(payload: dict, name: str) -> str:
    """Return the field as a text that the database can hold."""
    text = text_field(payload, name)
    if "\x00" in text or not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadRequest(f"field '{name}' holds characters that are no text")
    return text
